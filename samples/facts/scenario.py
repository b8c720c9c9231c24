"""The stories that bundles can tell: what is planned, what is tampered with, what verdict is expected."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from domain.finding import Verdict
from domain.values import Bilingual
from samples.facts import tampering as t
from samples.facts.case import Case
from samples.facts.deciding import Deciding
from samples.facts.world import Plan

_CLEAR, _REVIEW, _REFUSE = Verdict.CLEAR, Verdict.REVIEW, Verdict.REFUSE


class Scenario(msgspec.Struct, frozen=True):
    """One story. ``verdict`` is expected for the cars that decide; the others are clear."""

    name: str
    title: Bilingual
    plan: Plan
    tamper: Callable[[Case], list[Deciding]]
    verdict: Verdict = _REFUSE
    is_ruined: bool = False
    """the papers of the deciding car's services are photographed beyond reading"""

    @property
    def is_fraud(self) -> bool:
        """Whether clearing it would be a fault."""
        return self.verdict is not _CLEAR


def _s(
    name: str, zh: str, en: str, tamper: Callable[[Case], list[Deciding]], verdict: Verdict = _REFUSE,
    is_ruined: bool = False, *, cars: int = 1, within_180: bool = False, fuel: str = "", visits: int = 0,
    is_young: bool = False, least_km: int = 0,
) -> Scenario:  # fmt: skip
    plan = Plan(cars, within_180, fuel, visits, is_young, least_km)
    return Scenario(name, Bilingual(zh, en), plan, tamper, verdict, is_ruined)


SCENARIOS: tuple[Scenario, ...] = (
    _s("genuine_old", "真实，注册超过180天", "genuine, older than 180 days", t.leave_honest, _CLEAR),
    _s("genuine_recent", "真实，180天以内，有确认书和保养记录", "genuine, within 180 days, letter and maintenance",
       t.leave_honest, _CLEAR, within_180=True),
    _s("genuine_young", "真实，车龄数周，尚未到首次保养", "genuine, some weeks old, no service due yet", t.leave_honest,
       _CLEAR, within_180=True, is_young=True),
    _s("rolled_back_mileage", "里程倒退", "rolled-back mileage", t.roll_back_mileage, visits=2),
    _s("declared_mileage_low", "报关里程低于维修里程", "declared mileage below service mileage", t.declare_less_mileage),
    _s("mileage_jump", "里程增长不合理", "implausible mileage", t.jump_mileage),
    _s("no_letter", "180天以内，无确认书", "within 180 days without letter", t.drop_letter, _REVIEW, within_180=True),
    _s("no_service", "180天以内，无保养信息", "within 180 days without maintenance", t.drop_services, _REVIEW,
       within_180=True),
    _s("letter_by_sales_company", "确认书由销售公司出具", "letter by the sales company", t.sign_by_sales_company,
       within_180=True),
    _s("letter_wrong_country", "确认书国别不符", "letter for another country", t.name_wrong_country, within_180=True),
    _s("letter_vin_missing", "确认书缺该车VIN", "VIN missing in the letter", t.leave_vin_out_of_letter, within_180=True),
    _s("forged_vin", "车架号被改一位", "forged VIN character", t.forge_vin_digit),
    _s("changed_register_date", "注册日期被改早", "registration date made earlier", t.change_register_date,
       within_180=True),
    _s("reused_invoice", "一张发票用于两辆车", "one invoice for two cars", t.reuse_invoice, cars=2),
    _s("qr_print_edited", "票面与二维码不符", "print edited, QR code not", t.edit_print_not_code),
    _s("invoice_sum_broken", "发票合计不符", "invoice amounts do not add up", t.break_invoice_sum, _REVIEW),
    _s("capital_amount_differs", "大小写金额不符", "capital amount differs", t.break_capital_amount, _REVIEW),
    _s("service_before_registration", "维修早于注册", "service before registration", t.serve_before_registration),
    _s("service_after_declaration", "维修晚于报关", "service after declaration", t.serve_after_declaration),
    _s("open_mortgage", "抵押未解除", "open mortgage", t.leave_mortgage_open, _REVIEW),
    _s("endorsement_missing", "缺转让待出口签注", "export endorsement missing", t.drop_endorsement, _REVIEW),
    _s("template_mileage", "多车里程雷同", "template mileages", t.copy_mileage_series, _REVIEW, cars=3, visits=2),
    _s("pdi_only", "只有交车检查", "delivery work only", t.only_delivery_work, _REVIEW, within_180=True,
       least_km=6_500),
    _s("electric_engine_oil", "电动车换机油", "engine oil for an electric car", t.oil_for_electric_car, _REVIEW,
       fuel="电"),
    _s("declared_as_new", "未申报为旧", "not declared as used", t.declare_as_new, _REVIEW),
    _s("other_exporter", "发货人不是所有人", "consignor does not own the car", t.sell_by_another),
    _s("licence_expired", "许可证过期", "licence expired at declaration", t.outlive_licence),
    _s("engine_number_changed", "发动机号不符", "engine number changed", t.change_engine_number, _REVIEW),
    _s("swapped_certificate", "登记证书是另一辆车的", "certificate of another car", t.swap_certificate),
    _s("country_differs", "报关与许可证国别不符", "declared for another country than licensed",
       t.declare_for_another_country),
    _s("quantity_differs", "许可证数量不符", "licence quantity differs", t.licence_more_cars, _REVIEW),
    _s("certificate_missing", "缺少登记证书", "no registration certificate", t.leave_certificate_out, _REVIEW),
    _s("draft_declaration", "报关单仅供核对用", "draft print of the declaration", t.hand_in_draft, _REVIEW),
    _s("seller_code_wrong", "销售方税号校验位不符", "seller's tax number fails its check digit", t.forge_seller_code,
       _REVIEW),
    _s("service_after_endorsement", "维修晚于转让待出口", "service after the export endorsement",
       t.serve_after_endorsement, _REVIEW),
    _s("unreadable", "照片无法辨认", "unreadable photographs", t.leave_honest, _REVIEW, True, within_180=True),
)  # fmt: skip


def scenario_of(name: str) -> Scenario:
    """The scenario of that name; ValueError names those that exist."""
    for scenario in SCENARIOS:
        if scenario.name == name:
            return scenario
    raise ValueError(f"no scenario {name!r}; there are: {', '.join(s.name for s in SCENARIOS)}")

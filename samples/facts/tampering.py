"""What forgers and careless people do to papers (domain notes 4.8). Each function changes a case and says what decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from domain.field import DocumentKind as K
from domain.identifiers import vin as vins
from samples.facts.capital import write_capital
from samples.facts.case import Case
from samples.facts.company import make_company
from samples.facts.deciding import Deciding, deciding
from samples.facts.paper import PaperFacts, Plain
from samples.facts.place import DESTINATIONS
from samples.facts.service_papers import qr_text
from samples.facts.visit import make_code

_DAY = dt.timedelta(days=1)


def leave_honest(case: Case) -> list[Deciding]:
    """Nothing is wrong."""
    return []


def roll_back_mileage(case: Case) -> list[Deciding]:
    """The last bill's odometer is far below the one before."""
    first, last = case.bills()[-2:]
    before = int(str(first.fields["mileage"]))
    now = max(800, int(before * case.rng.uniform(0.35, 0.6)))
    _set_mileage(case, last, now)
    _declare_mileage(case, 0, now + case.rng.randint(100, 400))
    return [
        deciding(0, last, "mileage", f"里程倒退：{now} 公里，此前一次维修为 {before} 公里",
                 f"mileage falls to {now} km after {before} km at the earlier visit"),
        deciding(0, first, "mileage", "此前一次维修的里程", "mileage of the earlier visit"),
    ]  # fmt: skip


def declare_less_mileage(case: Case) -> list[Deciding]:
    """The declaration's mileage is below the last service's."""
    bill = case.bills()[-1]
    served = int(str(bill.fields["mileage"]))
    declared = int(served * case.rng.uniform(0.2, 0.5))
    _declare_mileage(case, 0, declared)
    return [deciding(0, case.declaration, "goods.0.mileage", f"报关里程 {declared} 公里低于维修里程 {served} 公里",
                     f"declared mileage {declared} km is below the service mileage {served} km")]  # fmt: skip


def jump_mileage(case: Case) -> list[Deciding]:
    """An odometer that runs ahead of any driving, to look used."""
    bill = case.bills()[-1]
    days = (_day(bill, "service_in_date") - case.world.lives[0].car.register_date).days
    mileage = days * case.rng.randint(1_700, 2_300)
    _set_mileage(case, bill, mileage)
    _declare_mileage(case, 0, mileage + 300)
    return [deciding(0, bill, "mileage", f"登记后 {days} 天即行驶 {mileage} 公里，不合常理",
                     f"{mileage} km within {days} days of registration is implausible")]  # fmt: skip


def drop_letter(case: Case) -> list[Deciding]:
    """No manufacturer's confirmation although the rule asks for it."""
    case.papers = [p for p in case.papers if p.kind is not K.CONFIRMATION_LETTER]
    cars = range(len(case.world.lives))
    return [deciding(car, None, "", "注册登记不满180天，缺少生产企业《售后维修服务确认书》",
                     "within 180 days of registration and no manufacturer's confirmation letter") for car in cars]  # fmt: skip


def drop_services(case: Case) -> list[Deciding]:
    """A letter, but no maintenance information at all."""
    case.papers = [p for p in case.papers if p.kind not in (K.REPAIR_BILL, K.VAT_INVOICE, K.DIGITAL_INVOICE)]
    return [deciding(0, None, "", "注册登记不满180天，未提供售后维修保养信息",
                     "within 180 days of registration and no maintenance information")]  # fmt: skip


def sign_by_sales_company(case: Case) -> list[Deciding]:
    """The letter comes from the maker's sales company."""
    letter = case.letters[0]
    company = case.world.lives[0].car.model.sales_company
    letter.fields |= {"maker": company, "seal_text": company}
    return [deciding(car, letter, "maker", f"确认书由销售公司“{company}”出具，不是生产企业",
                     "the letter is issued by a sales company, not by the manufacturer") for car in letter.cars]  # fmt: skip


def name_wrong_country(case: Case) -> list[Deciding]:
    """The letter is for another country."""
    letter = case.letters[0]
    other = case.rng.choice([d for d in DESTINATIONS if d is not case.world.destination])
    letter.fields["destination_country"] = other.zh
    letter.extra["destination"] = other
    for row in letter.tables["outlets"]:
        row |= {"country": other.zh, "address": f"{other.outlet_road}, {other.outlet_city}"}
    zh = f"确认书目的国为{other.zh}，报关与许可证为{case.world.destination.zh}"
    en = f"the letter names {other.en}, licence and declaration {case.world.destination.en}"
    return [deciding(car, letter, "destination_country", zh, en) for car in letter.cars]


def leave_vin_out_of_letter(case: Case) -> list[Deciding]:
    """The letter's list has another VIN in place of the car's."""
    letter = case.letters[0]
    row = letter.tables["vehicles"][-1]
    car = letter.cars[-1]
    row["vin"] = _another_vin(case, str(row["vin"]))
    return [deciding(car, letter, f"vehicles.{len(letter.tables['vehicles']) - 1}.vin", "确认书车辆清单中没有该车的VIN",
                     "the car's VIN is not in the letter's list")]  # fmt: skip


def forge_vin_digit(case: Case) -> list[Deciding]:
    """One character of the VIN differs on the certificate: check digit broken, and no look-alike of the true one."""
    certificate = case.certificate()
    true = str(certificate.fields["vin"])
    position = case.rng.choice((11, 12, 13, 14, 15, 16))
    wrong = [
        c
        for c in "0123456789"
        if c != true[position] and c not in vins.CONFUSABLE.get(true[position], frozenset())
    ]
    forged = true[:position] + case.rng.choice(wrong) + true[position + 1 :]
    certificate.fields["vin"] = forged
    return [deciding(0, certificate, "vin", f"登记证书车架号 {forged} 与其他单证 {true} 不符，且校验位不符",
                     f"VIN {forged} on the certificate differs from {true} elsewhere and fails its check digit")]  # fmt: skip


def change_register_date(case: Case) -> list[Deciding]:
    """The certificate's registration date is made earlier to get past 180 days; the letter is left out."""
    certificate = case.certificate()
    true = case.world.lives[0].car.register_date
    early = case.world.application_date - dt.timedelta(days=case.rng.randint(195, 260))
    certificate.fields["register_date"] = early
    certificate.fields["issue_date"] = early
    certificate.fields["factory_date"] = early - dt.timedelta(days=25)
    case.papers = [p for p in case.papers if p.kind is not K.CONFIRMATION_LETTER]
    case.ensure_vehicle_licence()
    return [deciding(0, certificate, "register_date", f"登记证书注册日期 {early} 与其他单证 {true} 不一致",
                     f"registration date {early} on the certificate, {true} on other papers")]  # fmt: skip


def reuse_invoice(case: Case) -> list[Deciding]:
    """One invoice stands for the services of two cars."""
    donor, victim = case.invoices(0)[-1], case.invoices(1)[-1]
    kept = {"vin", "plate", "mileage", "buyer_name", "buyer_tax_id"}
    victim.kind = donor.kind
    own = {k: v for k, v in victim.fields.items() if k in kept}
    victim.fields = {k: v for k, v in donor.fields.items() if k not in kept} | own
    victim.tables = {name: [dict(row) for row in rows] for name, rows in donor.tables.items()}
    victim.extra = {**donor.extra, "buyer": victim.extra["buyer"]}
    number = donor.fields["invoice_number"]
    zh, en = f"同一发票 {number} 用于两辆车", f"invoice {number} is used for two cars"
    return [deciding(0, donor, "invoice_number", zh, en), deciding(1, victim, "invoice_number", zh, en)]


def edit_print_not_code(case: Case) -> list[Deciding]:
    """The printed date and number were edited, the QR code was not."""
    invoice = case.invoices()[-1]
    day = _day(invoice, "issue_date")
    if case.rng.random() < 0.5:
        invoice.fields["issue_date"] = edited = day - dt.timedelta(days=case.rng.randint(11, 25))
        return [deciding(0, invoice, "issue_date", f"发票印刷日期 {edited} 与二维码 {day} 不符",
                         f"printed date {edited} differs from the QR code's {day}")]  # fmt: skip
    number = str(invoice.fields["invoice_number"])
    edited_number = number[:-2] + f"{(int(number[-2:]) + 37) % 100:02d}"
    invoice.fields["invoice_number"] = edited_number
    return [deciding(0, invoice, "invoice_number", f"发票印刷号码 {edited_number} 与二维码 {number} 不符",
                     f"printed number {edited_number} differs from the QR code's {number}")]  # fmt: skip


def break_invoice_sum(case: Case) -> list[Deciding]:
    """Amount without tax plus tax is not the total."""
    invoice = case.invoices()[-1]
    total = Decimal(str(invoice.fields["amount_total"])) + Decimal(case.rng.choice((300, 500, 1000)))
    invoice.fields |= {"amount_total": total, "amount_total_capital": total}
    invoice.extra["capital"] = write_capital(total)
    if invoice.kind is K.DIGITAL_INVOICE:
        invoice.fields["qr_amount"] = total
        invoice.extra["qr_text"] = qr_text(invoice.fields)
    return [
        deciding(
            0, invoice, "amount_total", "发票金额加税额不等于价税合计", "amount plus tax is not the total"
        )
    ]


def break_capital_amount(case: Case) -> list[Deciding]:
    """The amount in capital numerals says something else than the figures."""
    invoice = case.invoices()[-1]
    total = Decimal(str(invoice.fields["amount_total"]))
    other = total + Decimal(case.rng.choice((100, 200, 900)))
    invoice.fields["amount_total_capital"] = other
    invoice.extra["capital"] = write_capital(other)
    return [deciding(0, invoice, "amount_total_capital", f"大写金额 {other} 与小写 {total} 不符",
                     f"capital amount {other} differs from {total}")]  # fmt: skip


def serve_before_registration(case: Case) -> list[Deciding]:
    """A service dated before the car was registered."""
    bill = case.bills()[0]
    day = case.world.lives[0].car.register_date - dt.timedelta(days=case.rng.randint(12, 40))
    _set_service_days(case, bill, day)
    return [deciding(0, bill, "service_in_date", f"维修日期 {day} 早于注册登记日期",
                     f"service on {day} before registration")]  # fmt: skip


def serve_after_declaration(case: Case) -> list[Deciding]:
    """A service dated after the car left."""
    bill = case.bills()[-1]
    day = case.world.declaration_date + dt.timedelta(days=case.rng.randint(5, 15))
    _set_service_days(case, bill, day)
    return [deciding(0, bill, "service_in_date", f"维修日期 {day} 晚于报关日期 {case.world.declaration_date}",
                     f"service on {day} after the declaration of {case.world.declaration_date}")]  # fmt: skip


def leave_mortgage_open(case: Case) -> list[Deciding]:
    """A mortgage entry that nobody released."""
    certificate = case.certificate()
    begun = case.world.lives[0].car.register_date + 3 * _DAY
    export = [r for r in certificate.tables["endorsements"] if "抵押" not in str(r["endorsement"])]
    entry: dict[str, Plain] = {"endorsement": "抵押登记", "date": begun, "owner_name": "恒泰汽车金融有限公司"}
    certificate.tables["endorsements"] = [entry, *export]
    return [
        deciding(
            0, certificate, "endorsements.0.endorsement", "抵押登记未解除", "the mortgage is not released"
        )
    ]


def drop_endorsement(case: Case) -> list[Deciding]:
    """The certificate has no 转让待出口 entry."""
    certificate = case.certificate()
    rows = certificate.tables["endorsements"]
    certificate.tables["endorsements"] = [r for r in rows if "抵押" in str(r["endorsement"])]
    del certificate.fields["export_endorsement_date"]
    return [
        deciding(0, certificate, "", "登记证书没有转让待出口签注", "no export endorsement on the certificate")
    ]


def copy_mileage_series(case: Case) -> list[Deciding]:
    """All cars show the same odometer readings: a template."""
    series = [int(str(bill.fields["mileage"])) for bill in case.bills(0)]
    found = []
    for car in range(1, len(case.world.lives)):
        for bill, mileage in zip(case.bills(car), series, strict=False):
            _set_mileage(case, bill, mileage)
        for bill in case.bills(car)[len(series) :]:
            case.remove_visit(bill)
        _declare_mileage(case, car, int(str(case.declaration.tables["goods"][0]["mileage"])))
    for car in range(len(case.world.lives)):
        found.append(deciding(car, case.bills(car)[0], "mileage", "多辆车的里程记录完全相同",
                              "several cars show the very same mileages"))  # fmt: skip
    return found


def only_delivery_work(case: Case) -> list[Deciding]:
    """PDI, film and plates only: no after-sales service (domain notes 2.8)."""
    decided = []
    for bill in case.bills():
        bill.fields |= {"service_type": "PDI", "fault_description": "新车交付检查"}
        names = iter(("新车PDI检测", "车身贴膜", "上牌代办服务费", "脚垫", "车窗隔热膜", "洗车", "打蜡", "装潢", "行车记录仪",
                      "地盘装甲", "香薰", "坐垫"))  # fmt: skip
        for row in bill.tables["lines"]:
            row["name"] = next(names, "精品加装")
        decided.append(deciding(0, bill, "service_type", "只有交车检查、贴膜、上牌等项目，不是售后维修保养",
                                "only delivery inspection, film and plates: no after-sales service"))  # fmt: skip
    driven = case.declaration.tables["goods"][0]["mileage"]
    far = deciding(0, case.declaration, "goods.0.mileage", f"已行驶 {driven} 公里，首次保养早已到期",
                   f"driven {driven} km: the first service is long due")  # fmt: skip
    return [*decided[:1], far]


def oil_for_electric_car(case: Case) -> list[Deciding]:
    """Engine oil and spark plugs for a car without an engine."""
    bill = case.bills()[-1]
    names = iter(("全合成机油 5W-30", "机油滤清器", "火花塞"))
    first = -1
    for index, row in enumerate(bill.tables["lines"]):
        name = next(names, "")
        if name:
            row |= {"name": name, "code": make_code(case.rng, "配件")}
            first = index if first < 0 else first
    return [deciding(0, bill, f"lines.{first}.name", "纯电动汽车更换机油、火花塞，与动力类型矛盾",
                     "engine oil and spark plugs on an electric car")]  # fmt: skip


def declare_as_new(case: Case) -> list[Deciding]:
    """The goods line lacks 旧."""
    for row in case.declaration.tables["goods"]:
        row["is_used"] = False
    return [deciding(car, case.declaration, f"goods.{car}.goods_name", "报关单未申报为旧", "not declared as used")
            for car in range(len(case.world.lives))]  # fmt: skip


def sell_by_another(case: Case) -> list[Deciding]:
    """The licence and the declaration name a firm that does not own the car."""
    other = make_company(case.rng, "exporter", case.world.exporter.city)
    case.declaration.fields |= {"consignor": other.name, "consignor_id": other.uscc, "producer": other.name}
    case.licence.fields |= {"exporter": other.name, "exporter_id": other.uscc, "consignor": other.name}
    return [deciding(0, case.declaration, "consignor", f"报关单境内发货人“{other.name}”不是登记证书上的所有人",
                     "the consignor is not the last owner on the certificate")]  # fmt: skip


def outlive_licence(case: Case) -> list[Deciding]:
    """Declared after the licence ran out."""
    day = case.world.declaration_date - dt.timedelta(days=case.rng.randint(2, 6))
    case.licence.fields["valid_until"] = max(day, case.world.licence_issue_date)
    return [deciding(car, case.licence, "valid_until", f"许可证于 {day} 到期，报关时已失效",
                     f"the licence ended on {day}, before the declaration") for car in case.declaration.cars]  # fmt: skip


def change_engine_number(case: Case) -> list[Deciding]:
    """The certificate's engine number is another car's."""
    certificate, licence = case.certificate(), case.ensure_vehicle_licence()
    true = str(licence.fields["engine_no"])
    certificate.fields["engine_no"] = other = true[:-4] + f"{(int(true[-4:]) + 3_571) % 10_000:04d}"
    return [deciding(0, certificate, "engine_no", f"登记证书发动机号 {other} 与行驶证 {true} 不符",
                     f"engine number {other} on the certificate, {true} on the licence")]  # fmt: skip


def swap_certificate(case: Case) -> list[Deciding]:
    """The registration certificate is another car's: a valid VIN, another plate, another engine."""
    certificate = case.certificate()
    true = str(certificate.fields["vin"])
    other = _another_vin(case, true)
    engine = str(certificate.fields["engine_no"])
    certificate.fields |= {
        "vin": other,
        "engine_no": engine[:-4] + f"{(int(engine[-4:]) + 1_937) % 10_000:04d}",
    }
    return [deciding(0, certificate, "vin", f"登记证书是另一辆车的：{other}，其他单证为 {true}",
                     f"the certificate is another car's: {other}, other papers say {true}")]  # fmt: skip


def declare_for_another_country(case: Case) -> list[Deciding]:
    """Licence and declaration name different countries."""
    other = case.rng.choice([d for d in DESTINATIONS if d is not case.world.destination])
    case.declaration.fields |= {
        "destination_country": other.zh,
        "trade_country": other.zh,
        "destination_port": other.port,
    }
    case.declaration.extra["destination"] = other
    for row in case.declaration.tables["goods"]:
        row["final_country"] = other.zh
    zh = f"报关单运抵国为{other.zh}，许可证进口国为{case.world.destination.zh}"
    en = f"declared for {other.en}, licensed for {case.world.destination.en}"
    return [deciding(car, case.declaration, "destination_country", zh, en) for car in case.declaration.cars]


def licence_more_cars(case: Case) -> list[Deciding]:
    """The licence's quantity is not the number of cars declared."""
    count = Decimal(len(case.world.lives) + case.rng.randint(1, 3))
    case.licence.fields["quantity"] = count
    return [deciding(car, case.licence, "quantity", f"许可证数量为 {count} 辆，报关 {len(case.world.lives)} 辆",
                     f"licensed {count} cars, declared {len(case.world.lives)}") for car in case.licence.cars]  # fmt: skip


def hand_in_draft(case: Case) -> list[Deciding]:
    """A draft print of the declaration (仅供核对用), which proves nothing."""
    case.declaration.fields["is_draft"] = True
    return [deciding(car, case.declaration, "is_draft", "报关单为仅供核对用的草单", "the declaration is a draft print")
            for car in case.declaration.cars]  # fmt: skip


def forge_seller_code(case: Case) -> list[Deciding]:
    """The invoice's seller has a tax number whose check digit is wrong."""
    invoice = case.invoices()[-1]
    true = str(invoice.fields["seller_tax_id"])
    forged = true[:-1] + ("7" if true[-1] != "7" else "3")
    invoice.fields["seller_tax_id"] = forged
    return [deciding(0, invoice, "seller_tax_id", f"销售方税号 {forged} 校验位不符",
                     f"the seller's tax number {forged} fails its check digit")]  # fmt: skip


def leave_certificate_out(case: Case) -> list[Deciding]:
    """No registration certificate at all."""
    case.papers = [p for p in case.papers if p.kind is not K.REGISTRATION_CERTIFICATE]
    return [deciding(car, None, "", "缺少机动车登记证书", "no registration certificate")
            for car in range(len(case.world.lives))]  # fmt: skip


def serve_after_endorsement(case: Case) -> list[Deciding]:
    """A service after the plates were handed in."""
    bill = case.bills()[-1]
    day = case.world.lives[0].endorsement_date + dt.timedelta(days=case.rng.randint(3, 5))
    _set_service_days(case, bill, day)
    return [deciding(0, bill, "service_in_date", f"维修日期 {day} 晚于转让登记待出口日期",
                     f"service on {day} after the export endorsement")]  # fmt: skip


def _day(paper: PaperFacts, name: str) -> dt.date:
    value = paper.fields[name]
    if not isinstance(value, dt.date):
        raise TypeError(f"{name} is no date: {value!r}")
    return value


def _set_mileage(case: Case, bill: PaperFacts, km: int) -> None:
    """New reading on a bill and on the invoice over it."""
    bill.fields |= {"mileage": km, "mileage_out": km + 1}
    for invoice in case.invoices(bill.cars[0]):
        if invoice.fields["bill_number"] == bill.fields["bill_number"]:
            invoice.fields["mileage"] = km


def _declare_mileage(case: Case, car: int, km: int) -> None:
    case.declaration.tables["goods"][car]["mileage"] = km


def _set_service_days(case: Case, bill: PaperFacts, day: dt.date) -> None:
    """All days of a visit moved, its invoice with it."""
    number = bill.fields["bill_number"]
    bill.fields |= {"service_in_date": day, "service_out_date": day, "settlement_date": day}
    bill.fields["bill_number"] = renamed = f"RO{day:%Y%m%d}-{case.rng.randint(1, 99):04d}"
    for invoice in case.invoices(bill.cars[0]):
        if invoice.fields["bill_number"] == number:
            invoice.fields |= {"issue_date": day, "qr_issue_date": day, "bill_number": renamed}
            invoice.extra["qr_text"] = qr_text(invoice.fields)


def _another_vin(case: Case, vin: str) -> str:
    """A valid VIN of the same series that no car of this case has: three digits of the serial moved."""
    serial = (int(vin[11:]) + case.rng.randint(111, 888) * 7) % 1_000_000
    text = f"{vin[:11]}{serial:06d}"
    return text[:8] + vins.check_digit(text) + text[9:]

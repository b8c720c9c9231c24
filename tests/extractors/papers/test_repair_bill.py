"""Workshops' bills: heads as grids, free lines and rows of labels; labour and parts; sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from domain.field import Field, MissingReason
from extractors.contract import PaperContent
from extractors.papers.repair_bill import RepairBillExtractor

VIN = "LSVCY6C49MN027789"
LEFT_OF_VALUE = [
    (500, 40, "机动车维修结算清单"), (60, 110, "结算清单编号"), (320, 110, "RO20260105-0012"),
    (60, 150, "承修方"), (320, 150, "上海甲乙汽车维修有限公司"), (900, 150, "托修方"), (1100, 150, "上海丙丁贸易有限公司"),
    (60, 190, "车牌号码"), (320, 190, "沪A12345"), (900, 190, "VIN码"), (1100, 190, VIN),
    (60, 230, "进厂日期"), (320, 230, "2026-01-05"), (900, 230, "出厂日期"), (1100, 230, "2026-01-06"),
    (60, 270, "结算日期"), (320, 270, "2026-01-06"), (900, 270, "进厂里程"), (1100, 270, "12,345 km"),
    (60, 310, "维修类别"), (320, 310, "二级维护"), (900, 310, "下次保养里程"), (1100, 310, "22,345 km"),
]  # fmt: skip
ABOVE_VALUE = [
    (500, 40, "结算单"), (60, 110, "结算单号"), (420, 110, "车牌号"), (720, 110, "里程"), (1000, 110, "车架号"),
    (60, 150, "RO20260105-0012"), (420, 150, "沪A12345"), (720, 150, "12345公里"), (1000, 150, VIN),
    (60, 200, "进厂日期"), (420, 200, "出厂日期"), (720, 200, "结算日期"), (1000, 200, "客户名称"),
    (60, 240, "2026/01/05"), (420, 240, "2026/01/06"), (720, 240, "2026/01/06"), (1000, 240, "上海丙丁贸易有限公司"),
]  # fmt: skip
FREE_LINES = [
    (500, 40, "维修结算单"), (60, 110, "单号:RO20260105-0012 车牌:沪A12345 VIN:LSVCY6C49MN027789"),
    (60, 150, "接车日期:2026.1.5 交车日期:2026.1.6 结账日期:2026.1.6"),
    (60, 190, "行驶里程:12345km 车主:上海丙丁贸易有限公司"),
]  # fmt: skip
TABLES = [
    (60, 400, "序号"), (200, 400, "维修项目"), (700, 400, "工时"), (900, 400, "单价"), (1100, 400, "金额"),
    (60, 440, "1"), (200, 440, "更换机油机滤"), (705, 440, "0.5"), (890, 440, "120.00"), (1090, 440, "60.00"),
    (60, 520, "序号"), (200, 520, "配件名称"), (560, 520, "配件编码"), (760, 520, "数量"), (900, 520, "单价"),
    (1100, 520, "金额"),
    (60, 560, "1"), (200, 560, "机油滤清器"), (560, 560, "W712-95"), (770, 560, "1"), (890, 560, "55.20"), (1090, 560, "55.20"),
    (60, 600, "2"), (200, 600, "全合成机油"), (560, 600, "A0009898"), (770, 600, "4"), (890, 600, "90.00"),
    (1090, 600, "360.00"),
    (60, 700, "工时费：60.00"), (420, 700, "材料费：415.20"), (800, 700, "优惠：-5.20"), (1100, 700, "应收金额：475.20"),
    (60, 740, "实收金额：470.00"), (500, 740, "大写：肆佰柒拾元整"), (60, 800, "客户签字："),
]  # fmt: skip


def bill(build: Any, printed: Sequence[tuple[float, float, str]], **more: Any) -> PaperContent:
    return RepairBillExtractor().extract((build.laid(printed, height=24.0, **more),))


def values(content: PaperContent) -> dict[str, str]:
    return {f.name: str(f.value) for f in content.fields if f.value is not None}


def field(content: PaperContent, name: str) -> Field:
    return next(f for f in content.fields if f.name == name)


@pytest.mark.parametrize("cut", ["cells", "spaces"])
@pytest.mark.parametrize(
    "head", [LEFT_OF_VALUE, ABOVE_VALUE, FREE_LINES], ids=["labels left", "labels above", "free lines"]
)
def test_head_is_read_in_every_layout(build: Any, head: Sequence[tuple[float, float, str]], cut: str) -> None:
    found = values(bill(build, [*head, *TABLES], cut=cut))
    assert found["bill_number"] == "RO20260105-0012"
    assert found["plate"] == "沪A12345"
    assert found["vin"] == VIN
    assert found["mileage"] == "12345 km"
    assert found["service_in_date"] == "2026-01-05"
    assert found["service_out_date"] == "2026-01-06"
    assert found["settlement_date"] == "2026-01-06"
    assert found["customer_name"] == "上海丙丁贸易有限公司"


def test_labour_and_parts(build: Any) -> None:
    rows = bill(build, [*LEFT_OF_VALUE, *TABLES]).rows
    found = [
        (str(r.get("line_kind").value), str(r.get("name").value), str(r.get("amount").value)) for r in rows
    ]
    assert found == [
        ("工时", "更换机油机滤", "60.00 CNY"),
        ("配件", "机油滤清器", "55.20 CNY"),
        ("配件", "全合成机油", "360.00 CNY"),
    ]
    assert str(rows[0].get("hours").value) == "0.5"
    assert str(rows[1].get("code").value) == "W712-95"
    assert str(rows[2].get("service_class").value) == "maintenance+combustion"


def test_amount_is_what_was_paid_and_other_sums_stay_candidates(build: Any) -> None:
    content = bill(build, [*LEFT_OF_VALUE, *TABLES])
    found = values(content)
    assert found["amount_total"] == "470.00 CNY"
    assert "475.20 CNY" in [str(c.value) for c in field(content, "amount_total").candidates]
    assert (found["labour_total"], found["parts_total"]) == ("60.00 CNY", "415.20 CNY")
    assert found["discount"] == "5.20 CNY"
    assert found["amount_total_capital"] == "470 CNY"


def test_next_service_is_not_this_one(build: Any) -> None:
    printed = [
        (60, 110, "下次保养里程：22345km"),
        (60, 150, "下次保养日期：2026-07-05"),
        (60, 190, "打印时间：2026-02-01"),
    ]
    content = bill(build, printed)
    for name in ("mileage", "service_in_date", "settlement_date"):
        assert field(content, name).value is None


def test_end_of_a_vin_is_taken_as_it_is(build: Any) -> None:
    assert (
        values(bill(build, [(60, 110, "车架号：MN027789"), (60, 150, "车牌号：沪A12345")]))["vin"]
        == "MN027789"
    )


def test_both_readings_behind_one_label(build: Any) -> None:
    found = values(bill(build, [(60, 110, "进/出厂里程：12345/12350 km")]))
    assert (found["mileage"], found["mileage_out"]) == ("12345 km", "12350 km")


def test_order_number_gives_way_to_the_bill_s_own(build: Any) -> None:
    printed = [(60, 110, "工单号：WO20260105"), (60, 150, "结算单号：JS20260106001")]
    assert values(bill(build, printed))["bill_number"] == "JS20260106001"
    assert values(bill(build, printed[:1]))["bill_number"] == "WO20260105"


def test_brand_and_model_printed_as_one(build: Any) -> None:
    found = values(bill(build, [(60, 110, "厂牌型号：大众牌 SVW7142BPV")]))
    assert (found["brand"], found["model"]) == ("大众牌", "SVW7142BPV")


def test_two_vins_are_ambiguous(build: Any) -> None:
    printed = [(60, 110, f"车架号：{VIN}"), (60, 150, "车架号：LSGKE54A7JW181031")]
    assert field(bill(build, printed), "vin").missing is MissingReason.AMBIGUOUS


def test_shop_is_the_letterhead_where_no_label_names_it(build: Any) -> None:
    printed = [
        (500, 40, "上海甲乙汽车维修有限公司"),
        (600, 90, "结算单"),
        (60, 150, "客户：上海丙丁贸易有限公司"),
    ]
    assert values(bill(build, printed))["shop_name"] == "上海甲乙汽车维修有限公司"


@pytest.mark.parametrize("pitch", [30.0, 36.0])
def test_vin_in_boxes_is_one_value(build: Any, pitch: float) -> None:
    head = [p for p in LEFT_OF_VALUE if p[2] != VIN]
    boxes = [(1100 + i * pitch, 190, char) for i, char in enumerate(VIN)]
    rules = build.ruled([1095 + i * pitch for i in range(18)], [184, 220])
    assert values(bill(build, [*head, *boxes], rules=rules))["vin"] == VIN


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("LSVCY6C49MN******", "LSVCY6C49MN******"), ("LSVXXXXXXXXX27789", "LSV*********27789")],
)
def test_masked_vin_is_given_with_its_mask(build: Any, printed: str, expected: str) -> None:
    head = [(x, y, printed if text == VIN else text) for x, y, text in LEFT_OF_VALUE]
    vin = field(bill(build, head), "vin")
    assert (str(vin.value), vin.raw) == (expected, printed)


def test_discount_with_its_minus_behind_is_a_discount(build: Any) -> None:
    printed = [(x, y, text.replace("-5.20", "5.20-")) for x, y, text in [*LEFT_OF_VALUE, *TABLES]]
    assert values(bill(build, printed))["discount"] == "5.20 CNY"


def test_the_number_of_the_bill_is_none_of_the_other_numbers_that_end_in_no(build: Any) -> None:
    printed = [
        (500, 40, "维修服务结算单"), (1100, 40, "No：579203"), (60, 110, "R/O No.："), (320, 110, "RO20260105-0012"),
        (60, 150, "会员卡号/Member No."), (420, 150, "779312"), (900, 150, "维修合同编号/Agreement"), (1300, 150, "XK7112734310"),
        (60, 190, "合格证编号/Pass No."), (420, 190, "0823004039"), (900, 190, "发票号/Invoice No."), (1300, 190, "34734871"),
        (60, 230, "电池包编号"), (420, 230, "80GY1HGC8GTCM6JX4H"), (60, 270, "流水号 78925401859378"),
    ]  # fmt: skip
    found = values(bill(build, printed))
    assert (found["bill_number"], found["invoice_number"]) == ("RO20260105-0012", "34734871")


def test_the_number_printed_with_the_form_counts_where_no_other_is(build: Any) -> None:
    printed = [(500, 40, "维修结算单"), (1100, 40, "No：579203"), (60, 110, "车牌号"), (320, 110, "沪A12345")]
    assert values(bill(build, printed))["bill_number"] == "579203"


def test_distances_of_other_meaning_are_no_reading_of_the_odometer(build: Any) -> None:
    printed = [
        (500, 40, "维修结算单"), (60, 110, "路试公里数/Test drive"), (420, 110, "837 km"), (900, 110, "Next service at"),
        (1200, 110, "59500 km"), (60, 150, "表显里程"), (420, 150, "2377 km"),
    ]  # fmt: skip
    assert values(bill(build, printed))["mileage"] == "2377 km"


def test_a_label_over_four_lines_is_one_label(build: Any) -> None:
    printed = [
        (500, 40, "维修结算单"), (60, 110, "下次"), (60, 138, "保养"), (60, 166, "里"), (60, 194, "程："), (200, 152, "1.15万公里"),
        (900, 152, "公里数：3506"),
    ]  # fmt: skip
    assert values(bill(build, printed))["mileage"] == "3506 km"


def test_a_date_without_its_day_goes_on_in_the_next_line(build: Any) -> None:
    printed = [(500, 40, "维修结算单"), (60, 150, "竣工日期"), (320, 150, "2026年4"), (320, 178, "月2日")]
    assert values(bill(build, printed))["service_out_date"] == "2026-04-02"


def test_a_number_printed_with_the_form_is_less_sure_than_one_of_the_bill(build: Any) -> None:
    of_form = field(
        bill(build, [(500, 40, "维修结算单"), (60, 110, "流水号：RO20260105-0012")]), "bill_number"
    )
    of_bill = field(bill(build, [(500, 40, "维修结算单"), (60, 110, "单号：RO20260105-0012")]), "bill_number")
    assert of_form.value == of_bill.value
    assert of_form.certainty < of_bill.certainty


def test_the_number_of_an_empty_form_is_no_number_of_the_bill(build: Any) -> None:
    found = values(bill(build, [(500, 40, "维修结算单"), (60, 1800, "表单编号：QR-398517 A/0")]))
    assert "bill_number" not in found


def kinds_and_counts(content: PaperContent) -> list[tuple[str, str, str, str]]:
    return [
        (
            str(row.get("line_kind").value or ""),
            str(row.get("name").value),
            str(row.get("hours").value or row.get("quantity").value),
            str(row.get("amount").value),
        )
        for row in content.rows
    ]


TILL = [
    (150, 40, "***收银小票***"), (30, 110, "单号:BY-2026-000123"), (30, 150, "车号:沪A12345"), (30, 190, "公里:8094"),
    (30, 230, "类别:首次保养"), (30, 270, "来店:2026-01-05 08:59"), (30, 310, "完工:2026-01-06"), (30, 350, "收款:2026-01-07"),
    (30, 390, "客户:王甲乙"), (30, 450, "1.更换机油及机滤"), (110, 490, "200.00"), (260, 490, "x0.8"), (380, 490, "160.00"),
    (30, 530, "2.全合成机油"), (110, 570, "81.90"), (260, 570, "x4"), (380, 570, "327.60"),
    (30, 610, "3.全车安全检查"), (110, 650, "200.00"), (260, 650, "x1"), (380, 650, "200.00"),
    (30, 710, "工时费"), (380, 710, "360.00"), (30, 750, "配件费"), (380, 750, "327.60"), (30, 790, "实收金额"),
    (380, 790, "687.60"),
]  # fmt: skip


def test_short_labels_of_a_till_roll_lead_to_their_values(build: Any) -> None:
    found = values(bill(build, TILL))
    assert found["bill_number"] == "BY-2026-000123"
    assert found["mileage"] == "8094 km"
    assert found["service_type"] == "首次保养"
    assert (found["service_in_date"], found["service_out_date"]) == ("2026-01-05", "2026-01-06")
    assert found["settlement_date"] == "2026-01-07"


def test_items_of_a_till_roll_are_known_by_their_arithmetic_and_their_kinds_by_the_sums(build: Any) -> None:
    assert kinds_and_counts(bill(build, TILL)) == [
        ("工时", "更换机油及机滤", "0.8", "160.00 CNY"),
        ("配件", "全合成机油", "4", "327.60 CNY"),
        ("工时", "全车安全检查", "1", "200.00 CNY"),
    ]


def test_kinds_stay_open_where_no_sum_tells_them(build: Any) -> None:
    printed = [word for word in TILL if word[1] < 700]
    assert {row.get("line_kind").value for row in bill(build, printed).rows} == {None}


SCREEN = [
    (200, 40, "维修结算单"), (50, 200, "车牌号"), (430, 200, "沪A12345"), (50, 250, "到店里程"), (430, 250, "6643公里"),
    (50, 300, "项目明细"), (50, 350, "全车安全检查"), (430, 350, "¥100.00"), (90, 390, "工时"), (180, 390, "¥200.00 × 0.5"),
    (50, 440, "空调滤芯"), (430, 440, "¥132.30"), (90, 480, "配件"), (180, 480, "¥132.30 × 1"),
]  # fmt: skip


def test_items_of_a_screen_are_read_with_their_kind_below(build: Any) -> None:
    assert kinds_and_counts(bill(build, SCREEN)) == [
        ("工时", "全车安全检查", "0.5", "100.00 CNY"),
        ("配件", "空调滤芯", "1", "132.30 CNY"),
    ]


def test_figures_that_are_no_product_make_no_item(build: Any) -> None:
    printed = [
        (200, 40, "维修结算单"),
        (50, 350, "全车安全检查"),
        (430, 350, "100.00"),
        (600, 350, "0.5"),
        (700, 350, "90.00"),
    ]
    assert bill(build, printed).rows == ()


BILINGUAL = [
    (500, 40, "结算单 REPAIR ORDER"), (60, 110, "工单号 R.O. No."), (420, 110, ": WX2601180079"),
    (60, 150, "进厂里程 Odometer In (km)"), (620, 150, ": 7062"), (60, 190, "出厂里程 Odometer Out (km)"), (620, 190, ": 7064"),
    (60, 230, "维修类型 Type"), (420, 230, ": 首次保养"), (60, 270, "工时费 Labour"), (420, 270, "160.00"),
    (60, 310, "配件费 Parts"), (420, 310, "621.60"), (60, 350, "对应发票 41542970"), (60, 400, "客户签名 Customer Signature"),
]  # fmt: skip


@pytest.mark.parametrize("cut", ["cells", "spaces"])
def test_a_translation_behind_a_label_is_neither_value_nor_label(build: Any, cut: str) -> None:
    found = values(bill(build, BILINGUAL, cut=cut))
    assert (found["mileage"], found["mileage_out"]) == ("7062 km", "7064 km")
    assert (found["service_type"], found["invoice_number"]) == ("首次保养", "41542970")
    assert (found["labour_total"], found["parts_total"]) == ("160.00 CNY", "621.60 CNY")
    assert "customer_name" not in found


def test_an_address_beside_the_heading_of_a_side_is_not_its_name(build: Any) -> None:
    printed = [
        (500, 40, "机动车维修费用结算清单"), (60, 150, "托修方"), (220, 130, "单位名称"), (420, 130, "上海丙丁贸易有限公司"),
        (220, 190, "车牌号码"), (420, 190, "沪A12345"), (60, 290, "承修方"), (220, 270, "单位名称"), (420, 270, "上海甲乙汽车修理厂"),
        (220, 330, "地址"), (420, 330, "上海市青浦区南路930号"),
    ]  # fmt: skip
    found = values(bill(build, printed))
    assert (found["customer_name"], found["shop_name"]) == ("上海丙丁贸易有限公司", "上海甲乙汽车修理厂")


def test_words_behind_their_number_sign_and_reversed_labels(build: Any) -> None:
    printed = [
        (500, 40, "车辆维修施工单"), (1100, 40, "№ JS20260117403"), (60, 110, "托修单位（人）"), (500, 110, "里程表读数 进厂"),
        (900, 110, "里程表读数 出厂"), (60, 150, "王甲乙"), (500, 150, "016399"), (900, 150, "016402"),
    ]  # fmt: skip
    found = values(bill(build, printed))
    assert found["bill_number"] == "JS20260117403"
    assert found["customer_name"] == "王甲乙"
    assert (found["mileage"], found["mileage_out"]) == ("16399 km", "16402 km")


def test_counts_with_their_unit_and_kinds_before_names_are_taken_apart(build: Any) -> None:
    printed = [
        (500, 40, "结算单"), (60, 200, "代号"), (300, 200, "名称"), (700, 200, "数量"), (900, 200, "单价"), (1100, 200, "金额"),
        (60, 240, "A93344"), (300, 240, "[人工]更换机油"), (700, 240, "0.8H"), (900, 240, "100.00"), (1100, 240, "80.00"),
        (60, 280, "FD5256M6"), (300, 280, "全合成机油"), (700, 280, "4升"), (900, 280, "81.90"), (1100, 280, "327.60"),
    ]  # fmt: skip
    content = bill(build, printed)
    assert kinds_and_counts(content) == [
        ("工时", "更换机油", "0.8", "80.00 CNY"),
        ("配件", "全合成机油", "4", "327.60 CNY"),
    ]
    assert [str(row.get("unit").value or "") for row in content.rows] == ["", "升"]
    assert [str(row.get("code").value) for row in content.rows] == ["A93344", "FD5256M6"]


def test_the_amount_in_the_largest_figures_is_the_total_where_no_sum_is_labelled(build: Any) -> None:
    content = bill(build, [*SCREEN, (200, 90, "¥232.30")])
    assert "amount_total" not in values(content)  # no larger than the others


def test_a_caption_and_units_tell_the_kind_before_the_heading_does(build: Any) -> None:
    printed = [
        (500, 40, "结算单"), (60, 160, "一、工时费"), (300, 200, "项目名称"), (700, 200, "金额"), (900, 200, "单价"),
        (60, 240, "更换机油"), (700, 240, "80.00"), (900, 240, "80.00"),
        (60, 300, "更换配件"), (60, 340, "编号"), (300, 340, "维修项目"), (700, 340, "总价"), (900, 340, "单价"),
        (60, 380, "1"), (180, 380, "全合成机油"), (700, 380, "327.60"), (900, 380, "327.60"),
    ]  # fmt: skip
    content = bill(build, printed)
    assert [
        (str(r.get("line_kind").value), str(r.get("name").value), str(r.get("amount").value))
        for r in content.rows
    ] == [
        ("工时", "更换机油", "80.00 CNY"),
        ("配件", "全合成机油", "327.60 CNY"),
    ]
    assert all(row.get("code").value is None for row in content.rows)


def test_a_column_of_numbers_that_holds_codes_gives_codes(build: Any) -> None:
    printed = [
        (500, 40, "结算单"), (60, 200, "编号"), (300, 200, "配件名称"), (700, 200, "数量"), (900, 200, "金额"),
        (60, 240, "FD5256M6"), (300, 240, "全合成机油"), (700, 240, "4"), (900, 240, "327.60"),
    ]  # fmt: skip
    assert [str(row.get("code").value) for row in bill(build, printed).rows] == ["FD5256M6"]


def test_a_running_number_read_with_the_name_is_no_part_of_it(build: Any) -> None:
    printed = [
        (500, 40, "结算单"), (300, 200, "配件名称"), (700, 200, "数量"), (900, 200, "金额"),
        (200, 240, "1 全合成机油"), (700, 240, "4"), (900, 240, "327.60"),
    ]  # fmt: skip
    assert [str(row.get("name").value) for row in bill(build, printed).rows] == ["全合成机油"]

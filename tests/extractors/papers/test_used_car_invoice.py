from __future__ import annotations

from typing import Any

import pytest

from domain.document import Barcode
from domain.field import Document, MissingReason
from domain.geometry import Box
from extractors.papers.used_car_invoice import UsedCarInvoice

VIN = "LSVCY6C49MN027789"
BUYER_ID, MARKET_ID, SELLER_ID = "91310115MA1K4XQ68T", "91330100799655058B", "11010519491231002X"
HEAD = [
    (600.0, 60.0, "二手车销售统一发票"),
    (100.0, 160.0, "开票日期"), (300.0, 160.0, "2026-01-07"),
    (900.0, 130.0, "发票代码"), (1100.0, 130.0, "033002600117"), (900.0, 180.0, "发票号码"), (1100.0, 180.0, "00317264"),
]  # fmt: skip
BODY = [
    (100.0, 260.0, "买方单位/个人"), (400.0, 260.0, "甲乙国际贸易有限公司"), (850.0, 260.0, "单位代码/身份证号码"), (1200.0, 260.0, BUYER_ID),
    (100.0, 340.0, "买方单位/个人住址"), (400.0, 340.0, "某市某路1号"), (850.0, 340.0, "电话"), (1200.0, 340.0, "021-61234567"),
    (100.0, 420.0, "卖方单位/个人"), (400.0, 420.0, "张某某"), (850.0, 420.0, "单位代码/身份证号码"), (1200.0, 420.0, SELLER_ID),
    (100.0, 500.0, "车牌照号"), (400.0, 500.0, "沪AG1234"), (850.0, 500.0, "登记证号"), (1200.0, 500.0, "310012345678"),
    (100.0, 580.0, "车辆类型"), (400.0, 580.0, "小型轿车"), (850.0, 580.0, "车架号/车辆识别代码"), (1200.0, 580.0, VIN),
    (100.0, 660.0, "厂牌型号"), (400.0, 660.0, "大众汽车牌SVW7142BPV"), (850.0, 660.0, "转入地车辆管理所名称"), (1200.0, 660.0, "某市车辆管理所"),
    (100.0, 740.0, "车价合计（大写）"), (400.0, 740.0, "捌万陆仟圆整"), (850.0, 740.0, "小写"), (1200.0, 740.0, "¥86000.00"),
    (100.0, 820.0, "二手车市场"), (400.0, 820.0, "某某二手车交易市场有限公司"), (850.0, 820.0, "纳税人识别号"), (1200.0, 820.0, MARKET_ID),
    (100.0, 900.0, "开票人"), (300.0, 900.0, "李娜"),
]  # fmt: skip
EXPECTED = {
    "title": "二手车销售统一发票", "invoice_code": "033002600117", "invoice_number": "00317264",
    "issue_date": "2026-01-07", "buyer_name": "甲乙国际贸易有限公司", "buyer_tax_id": BUYER_ID,
    "seller_name": "张某某", "seller_tax_id": SELLER_ID, "plate": "沪AG1234", "certificate_number": "310012345678",
    "vehicle_type": "小型轿车", "vin": VIN, "model": "大众汽车牌SVW7142BPV",
    "transfer_authority": "某市车辆管理所", "market_name": "某某二手车交易市场有限公司", "market_tax_id": MARKET_ID,
    "drawer": "李娜",
}  # fmt: skip


def read(*pages: Any) -> Document:
    content = UsedCarInvoice().extract(pages)
    return Document("d", UsedCarInvoice.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def values(paper: Document) -> dict[str, str]:
    return {name: str(paper.get(name).value) for name in EXPECTED}


def test_the_paper_form_however_it_is_cut(build: Any, cut: str) -> None:
    paper = read(build.laid([*HEAD, *BODY], cut))
    assert values(paper) == EXPECTED
    assert str(paper.get("amount_total").value) == "86000.00 CNY"
    assert paper.get("amount_total_capital").value == paper.get("amount_total").value
    assert paper.subtype == "paper"


def test_a_number_belongs_to_the_party_above_it(build: Any) -> None:
    without = [cell for cell in BODY if cell[2] not in (BUYER_ID, SELLER_ID)]
    paper = read(build.laid([*HEAD, *without]))
    assert paper.get("market_tax_id").value is not None
    for name in ("buyer_tax_id", "seller_tax_id"):
        assert paper.get(name).missing in (
            MissingReason.BLANK,
            MissingReason.NOT_FOUND,
            MissingReason.UNREADABLE,
        )


def test_parties_side_by_side_keep_their_numbers(build: Any) -> None:
    printed = [
        *HEAD,
        (100.0, 260.0, "买方单位/个人"), (380.0, 260.0, "甲乙国际贸易有限公司"), (900.0, 260.0, "卖方单位/个人"), (1180.0, 260.0, "张某某"),
        (100.0, 340.0, "单位代码/身份证号码"), (480.0, 340.0, BUYER_ID), (900.0, 340.0, "单位代码/身份证号码"), (1260.0, 340.0, SELLER_ID),
        *[cell for cell in BODY if cell[1] >= 500.0],
    ]  # fmt: skip
    paper = read(build.laid(printed))
    assert str(paper.get("buyer_tax_id").value) == BUYER_ID
    assert str(paper.get("seller_tax_id").value) == SELLER_ID


def test_the_digital_form_has_a_number_of_twenty_digits_and_a_code_to_scan(build: Any) -> None:
    number = "26312000000012345678"
    head = [
        (500.0, 60.0, "电子发票（二手车销售统一发票）"),
        (900.0, 130.0, f"发票号码：{number}"),
        (900.0, 180.0, "开票日期：2026年01月07日"),
    ]
    code = Barcode("QRCode", f"01,84,,{number},86000.00,20260107,,1A2B,", Box(80, 40, 200, 160).polygon())
    paper = read(build.laid([*head, *BODY], barcodes=[code]))
    assert str(paper.get("invoice_number").value) == number
    assert str(paper.get("issue_date").value) == "2026-01-07"
    assert paper.get("invoice_code").missing is MissingReason.NOT_FOUND
    assert str(paper.get("qr_amount").value) == "86000.00 CNY"
    assert paper.subtype == "digital"


@pytest.mark.parametrize("name", ["vin", "plate"])
def test_vin_and_plate_are_known_by_their_form_where_their_label_was_not_read(build: Any, name: str) -> None:
    smudged = [(x, y, "＊＊" if t in ("车架号/车辆识别代码", "车牌照号") else t) for x, y, t in BODY]
    assert str(read(build.laid([*HEAD, *smudged])).get(name).value) == EXPECTED[name]


@pytest.mark.parametrize("left", [(100.0, 900.0), (340.0, 1140.0)], ids=["flush left", "centred"])
@pytest.mark.parametrize("heading", ["信息", "方"])
def test_a_party_in_a_block_under_its_heading(build: Any, left: tuple[float, float], heading: str) -> None:
    words = ("买方信息", "卖方信息") if heading == "信息" else ("购买方", "销售方")
    printed = [
        *HEAD,
        (left[0], 240.0, words[0]), (left[1], 240.0, words[1]),
        (100.0, 280.0, "名称：甲乙国际贸易有限公司"), (900.0, 280.0, "名称：张某某"),
        (100.0, 320.0, "统一社会信用代码/纳税人识别号/身份证号码："), (900.0, 320.0, "统一社会信用代码/纳税人识别号/身份证号码："),
        (100.0, 360.0, BUYER_ID), (900.0, 360.0, SELLER_ID),
        *[cell for cell in BODY if cell[1] >= 500.0],
    ]  # fmt: skip
    paper = read(build.laid(printed))
    assert values(paper) == EXPECTED

"""VAT invoices and digital invoices: who is who, lines, sums, remark, and what QR code and XML add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from domain.document import Barcode, Severity
from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from extractors.contract import PaperContent
from extractors.papers.digital_invoice import DigitalInvoiceExtractor
from extractors.papers.vat_invoice import VatInvoiceExtractor

BUYER_ID, SELLER_ID = "91330100799655058B", "91440300192317458F"
NUMBER = "26442000005310626521"
LINES = [
    (60, 500, "项目名称"), (420, 500, "规格型号"), (600, 500, "单位"), (720, 500, "数 量"), (850, 500, "单 价"),
    (1010, 500, "金 额"), (1160, 500, "税率/征收率"), (1400, 500, "税 额"),
    (60, 540, "*劳务*修理修配劳务"), (610, 540, "次"), (740, 540, "1"), (840, 540, "26548.67"), (1000, 540, "26548.67"),
    (1190, 540, "13%"), (1380, 540, "3451.33"),
    (60, 570, "*机动车零部件*机油"), (610, 570, "升"), (740, 570, "4"), (840, 570, "355.09"), (1000, 570, "1420.36"),
    (1190, 570, "13%"), (1380, 570, "184.64"),
    (60, 600, "滤清器总成"),
    (60, 700, "合      计"), (990, 700, "¥27969.03"), (1370, 700, "¥3635.97"),
    (60, 750, "价税合计（大写）"), (420, 750, "⊗叁万壹仟陆佰零伍元整"), (1000, 750, "（小写）"), (1120, 750, "¥31605.00"),
    (60, 800, "备"), (60, 840, "注"),
    (140, 800, "车牌号：沪A12345 车架号：LSVCY6C49MN027789"), (140, 840, "行驶里程：12,345公里 结算单号：RO20260105-0012"),
    (60, 900, "开票人：李四"),
]  # fmt: skip
TITLE = [
    (600, 40, "电子发票（增值税专用发票）"),
    (1100, 100, f"发票号码：{NUMBER}"),
    (1100, 140, "开票日期：2026年05月14日"),
]
SIDE_BY_SIDE = [
    (60, 300, "购"), (60, 335, "买"), (60, 370, "方"), (110, 300, "名称：杭州甲乙科技有限公司"),
    (110, 360, f"统一社会信用代码/纳税人识别号：{BUYER_ID}"),
    (850, 300, "销"), (850, 335, "售"), (850, 370, "方"), (900, 300, "名称：深圳丙丁汽车维修有限公司"),
    (900, 360, f"统一社会信用代码/纳税人识别号：{SELLER_ID}"),
]  # fmt: skip
STACKED = [
    (60, 240, "购买方信息"), (260, 240, "名称：杭州甲乙科技有限公司"), (260, 280, f"纳税人识别号：{BUYER_ID}"),
    (60, 360, "销售方信息"), (260, 360, "名称：深圳丙丁汽车维修有限公司"), (260, 400, f"纳税人识别号：{SELLER_ID}"),
]  # fmt: skip


def by_name(content: PaperContent) -> dict[str, Field]:
    return {field.name: field for field in content.fields}


def values(content: PaperContent) -> dict[str, str]:
    return {name: str(field.value) for name, field in by_name(content).items() if field.value is not None}


def digital(build: Any, printed: Sequence[tuple[float, float, str]], **more: Any) -> PaperContent:
    page = build.laid(printed, height=24.0, size=(1654, 1170), **more)
    return DigitalInvoiceExtractor().extract((page,))


@pytest.mark.parametrize("cut", ["cells", "spaces", "characters"])
@pytest.mark.parametrize("sides", [SIDE_BY_SIDE, STACKED], ids=["side by side", "one above the other"])
def test_digital_invoice_is_read_whole(
    build: Any, sides: Sequence[tuple[float, float, str]], cut: str
) -> None:
    found = values(digital(build, [*TITLE, *sides, *LINES], cut=cut))
    assert found["invoice_number"] == NUMBER
    assert found["issue_date"] == "2026-05-14"
    assert (found["buyer_name"], found["buyer_tax_id"]) == ("杭州甲乙科技有限公司", BUYER_ID)
    assert (found["seller_name"], found["seller_tax_id"]) == ("深圳丙丁汽车维修有限公司", SELLER_ID)
    assert (found["amount_excl_tax"], found["tax"]) == ("27969.03 CNY", "3635.97 CNY")
    assert (found["amount_total"], found["amount_total_capital"]) == ("31605.00 CNY", "31605 CNY")
    assert found["drawer"] == "李四"


def test_lines_with_a_wrapped_name_and_their_class(build: Any) -> None:
    rows = digital(build, [*TITLE, *SIDE_BY_SIDE, *LINES]).rows
    assert [str(row.get("name").value) for row in rows] == [
        "*劳务*修理修配劳务",
        "*机动车零部件*机油滤清器总成",
    ]
    assert [str(row.get("amount").value) for row in rows] == ["26548.67 CNY", "1420.36 CNY"]
    assert [str(row.get("service_class").value) for row in rows] == ["repair", "maintenance+combustion"]


def test_remark_names_the_car_and_the_bill(build: Any) -> None:
    found = values(digital(build, [*TITLE, *SIDE_BY_SIDE, *LINES]))
    assert found["vin"] == "LSVCY6C49MN027789"
    assert found["plate"] == "沪A12345"
    assert found["mileage"] == "12345 km"
    assert found["bill_number"] == "RO20260105-0012"


def test_digital_invoice_has_no_code(build: Any) -> None:
    assert (
        by_name(digital(build, [*TITLE, *SIDE_BY_SIDE, *LINES]))["invoice_code"].missing
        is MissingReason.NOT_FOUND
    )


def test_qr_code_is_kept_beside_the_print(build: Any) -> None:
    code = Barcode("QRCode", f"01,32,,{NUMBER},31605.00,20260514,,74AE", Box(10, 10, 90, 90).polygon())
    found = by_name(digital(build, [*TITLE, *SIDE_BY_SIDE, *LINES], barcodes=[code]))
    assert str(found["qr_invoice_number"].value) == NUMBER
    assert str(found["qr_amount"].value) == "31605.00 CNY"
    assert str(found["qr_issue_date"].value) == "2026-05-14"
    assert found["qr_amount"].source == "barcode"


PAPER = [
    (60, 40, "1200154130"), (650, 40, "天津增值税专用发票"), (1250, 40, "№ 03630024"), (1250, 100, "开票日期：2016年06月21日"),
    (60, 160, "购"), (60, 195, "买"), (60, 230, "方"),
    (120, 160, "名    称：杭州甲乙科技有限公司"), (120, 195, f"纳税人识别号：{BUYER_ID}"), (120, 230, "地址、电话："),
    (900, 160, "密"), (900, 195, "码"), (900, 230, "区"), (980, 160, "*-0/968*624582>91*3/*1<6*42"),
    (980, 195, "2477</42**0+7-2</24-630-391"),
    (60, 300, "货物或应税劳务、服务名称"), (420, 300, "规格型号"), (600, 300, "单位"), (720, 300, "数量"), (850, 300, "单价"),
    (1010, 300, "金额"), (1200, 300, "税率"), (1400, 300, "税额"),
    (60, 340, "*劳务*维修费"), (610, 340, "次"), (740, 340, "1"), (840, 340, "100.00"), (1000, 340, "100.00"),
    (1205, 340, "免税"),
    (1400, 340, "***"),
    (60, 370, "*劳务*维修费"), (1000, 370, "-10.00"), (1205, 370, "免税"), (1400, 370, "***"),
    (60, 460, "合  计"), (990, 460, "￥90.00"), (1400, 460, "***"),
    (60, 500, "价税合计（大写）"), (420, 500, "⊗玖拾圆整"), (1000, 500, "（小写）￥90.00"),
    (60, 540, "销"), (60, 575, "售"), (60, 610, "方"),
    (120, 540, "名    称：深圳丙丁汽车维修有限公司"), (120, 575, f"纳税人识别号：{SELLER_ID}"), (900, 540, "备"),
    (900, 610, "注"),
    (60, 680, "收款人：张三"), (420, 680, "复核：王五"), (800, 680, "开票人：李四"),
]  # fmt: skip


@pytest.mark.parametrize("cut", ["cells", "spaces"])
def test_paper_invoice_with_code_above_and_no_labels(build: Any, cut: str) -> None:
    content = VatInvoiceExtractor().extract((build.laid(PAPER, height=24.0, cut=cut, size=(1654, 800)),))
    found = values(content)
    assert (found["invoice_code"], found["invoice_number"]) == ("1200154130", "03630024")
    assert (found["buyer_name"], found["seller_name"]) == ("杭州甲乙科技有限公司", "深圳丙丁汽车维修有限公司")
    assert found["amount_total"] == "90.00 CNY"


def test_sides_are_known_without_their_labels(build: Any) -> None:
    """A fax of a fax: labels are gone, names and numbers are there."""
    gone = {"名    称：": "器 ", "纳税人识别号：": "", "合  计": "音 il"}
    printed = []
    for x, y, text in PAPER:
        for label, scrap in gone.items():
            text = text.replace(label, scrap)
        printed.append((x, y, text))
    found = values(VatInvoiceExtractor().extract((build.laid(printed, height=24.0, size=(1654, 800)),)))
    assert (found["buyer_tax_id"], found["seller_tax_id"]) == (BUYER_ID, SELLER_ID)
    assert (found["buyer_name"], found["seller_name"]) == ("杭州甲乙科技有限公司", "深圳丙丁汽车维修有限公司")
    assert found["amount_excl_tax"] == "90.00 CNY"


def test_tax_free_lines_and_discounts(build: Any) -> None:
    content = VatInvoiceExtractor().extract((build.laid(PAPER, height=24.0, size=(1654, 800)),))
    assert [str(row.get("amount").value) for row in content.rows] == ["100.00 CNY", "-10.00 CNY"]
    assert content.rows[0].get("tax").missing is MissingReason.BLANK
    assert by_name(content)["tax"].missing is MissingReason.BLANK


def test_two_candidates_for_the_number_are_not_guessed_between(build: Any) -> None:
    printed = [(900, 100, "发票号码：26442000005310626521"), (900, 140, "发票号码：26442000005310626522")]
    assert by_name(digital(build, printed))["invoice_number"].missing is MissingReason.AMBIGUOUS


def test_xml_comes_first_and_the_print_stays_a_candidate(build: Any) -> None:
    xml = (
        "<EInvoice><EInvoiceData><SellerInformation><SellerName>深圳丙丁汽车维修有限公司</SellerName></SellerInformation>"
        "<BasicInformation><TotalTax-includedAmount>31605.01</TotalTax-includedAmount></BasicInformation></EInvoiceData>"
        f"<TaxSupervisionInfo><InvoiceNumber>{NUMBER}</InvoiceNumber></TaxSupervisionInfo></EInvoice>"
    )
    page = build.laid([*TITLE, *SIDE_BY_SIDE, *LINES], height=24.0, size=(1654, 1170))
    total = by_name(DigitalInvoiceExtractor().extract((replace(page, embedded_xml=(xml,)),)))["amount_total"]
    assert (str(total.value), total.source) == ("31605.01 CNY", "xml")
    assert str(total.candidates[0].value) == "31605.00 CNY"


def with_attached(build: Any, number: str, total: str) -> Any:
    xml = (
        f"<EInvoice><BasicInformation><TotalTax-includedAmount>{total}</TotalTax-includedAmount></BasicInformation>"
        f"<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber></TaxSupervisionInfo></EInvoice>"
    )
    page = build.laid([*TITLE, *SIDE_BY_SIDE, *LINES], height=24.0, size=(1654, 1170))
    return DigitalInvoiceExtractor().extract((replace(page, embedded_xml=(xml,)),))


def test_a_data_file_that_contradicts_the_print_is_told(build: Any) -> None:
    content = with_attached(build, NUMBER, "99999.00")
    (found,) = content.problems
    assert found.code == "data_file_differs_from_print" and found.severity is Severity.HIGH
    assert "99999.00" in found.message.en and "31605.00" in found.message.en
    assert with_attached(build, NUMBER, "31605.00").problems == ()


def test_a_data_file_of_another_invoice_is_not_used(build: Any) -> None:
    other = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    content = with_attached(build, other, "99999.00")
    fields = by_name(content)
    assert (str(fields["invoice_number"].value), str(fields["amount_total"].value)) == (
        NUMBER,
        "31605.00 CNY",
    )


@pytest.mark.parametrize("extractor", [VatInvoiceExtractor(), DigitalInvoiceExtractor()])
def test_an_empty_page_gives_missing_fields(build: Any, extractor: Any) -> None:
    content = extractor.extract((build.laid([]),))
    assert content.rows == ()
    assert all(field.value is None for field in content.fields)
    assert extractor.kind in (DocumentKind.VAT_INVOICE, DocumentKind.DIGITAL_INVOICE)


SELLER_FIRST = [
    (60, 240, "销售方"), (160, 240, "名称：深圳丙丁汽车维修有限公司"), (900, 240, "开户行账号：6222021001116789"),
    (160, 280, f"税号：{SELLER_ID}"), (60, 360, "购买方"), (160, 360, "名称：杭州甲乙科技有限公司"), (160, 400, f"税号：{BUYER_ID}"),
]  # fmt: skip
HEADINGS_ABOVE = [
    (60, 200, "销方"), (60, 240, "名称：深圳丙丁汽车维修有限公司"), (60, 280, f"纳税人识别号：{SELLER_ID}"), (900, 200, "购方"),
    (900, 240, "名称：杭州甲乙科技有限公司"), (900, 280, f"纳税人识别号：{BUYER_ID}"),
]  # fmt: skip
BARE_HEADINGS = [
    (60, 240, "购买方：杭州甲乙科技有限公司"), (60, 280, f"购方税号：{BUYER_ID}"), (900, 240, "地址：深圳市福田区深南大道1号"),
    (60, 360, "卖方名称：深圳丙丁汽车维修有限公司"), (60, 400, f"销售方统一社会信用代码：{SELLER_ID}"),
]  # fmt: skip
NAMES_IN_ENGLISH = [
    (60, 240, "Buyer：杭州甲乙科技有限公司"), (60, 280, f"Tax ID：{BUYER_ID}"),
    (60, 360, "Seller：深圳丙丁汽车维修有限公司"), (60, 400, f"Tax ID：{SELLER_ID}"),
]  # fmt: skip


@pytest.mark.parametrize(
    "sides",
    [SELLER_FIRST, HEADINGS_ABOVE, BARE_HEADINGS, NAMES_IN_ENGLISH],
    ids=["seller first", "headings above", "headings as labels", "english"],
)
def test_the_heading_near_a_label_tells_whose_it_is(
    build: Any, sides: Sequence[tuple[float, float, str]]
) -> None:
    found = values(digital(build, [*TITLE, *sides, *LINES]))
    assert (found["buyer_name"], found["buyer_tax_id"]) == ("杭州甲乙科技有限公司", BUYER_ID)
    assert (found["seller_name"], found["seller_tax_id"]) == ("深圳丙丁汽车维修有限公司", SELLER_ID)


def test_a_remark_in_a_cell_under_its_heading_goes_on_over_a_full_line(build: Any) -> None:
    above = [one for one in LINES if one[1] < 800]
    remark = [
        (60, 790, "附注"), (60, 830, "车牌号码：沪A12345/结算单号：RO20260105-0012/进厂里程：26,11"), (60, 860, "1公里")
    ]  # fmt: skip
    rules = build.ruled([50, 822], [780, 822, 895])
    found = values(digital(build, [*TITLE, *SIDE_BY_SIDE, *above, *remark], rules=rules))
    assert (found["plate"], found["mileage"]) == ("沪A12345", "26111 km")
    assert found["bill_number"] == "RO20260105-0012"


def test_a_line_of_a_free_remark_that_had_room_is_not_joined_with_the_next(build: Any) -> None:
    above = [one for one in LINES if one[1] < 800]
    remark = [(60, 800, "备注"), (140, 800, "结算单号：RO20260105-0012"), (140, 840, "12345公里")]
    found = values(digital(build, [*TITLE, *SIDE_BY_SIDE, *above, *remark]))
    assert (found["bill_number"], found["mileage"]) == ("RO20260105-0012", "12345 km")

"""QR codes and XML of invoices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Barcode
from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from domain.values import Text
from domain.vocabulary import spec_of
from extractors.einvoice_xml import XmlInvoice, read_invoice
from extractors.qr import parse_qr, qr_fields, with_numbers_of_one_paper

QR = [
    (
        "01,10,011001605111,80100798,64.9,20161018,85342965681116380258",
        {"qr_kind": "10", "qr_invoice_code": "011001605111", "qr_invoice_number": "80100798", "qr_amount": "64.9 CNY",
         "qr_issue_date": "2016-10-18", "qr_check_code": "85342965681116380258"},
    ),
    (
        "01,01,1200154130,03630024,94339.62,20160621,,9335,",
        {"qr_kind": "01", "qr_invoice_code": "1200154130", "qr_invoice_number": "03630024", "qr_amount": "94339.62 CNY",
         "qr_issue_date": "2016-06-21"},
    ),
    (
        "01,31,,26442000005310626521,31605.00,20260514,,",
        {"qr_kind": "31", "qr_invoice_number": "26442000005310626521", "qr_amount": "31605.00 CNY",
         "qr_issue_date": "2026-05-14"},
    ),
    (
        "https://example.test/verify?hash=ab12&bill_num=02730522&total_amount=3720",
        {"qr_invoice_number": "02730522", "qr_amount": "37.2 CNY"},
    ),
    ("https://example.test/menu", {}),
    ("01,02", {}),
    ("01,10,x,y,z,20161018,", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QR)
def test_qr_text(text: str, expected: dict[str, str]) -> None:
    assert {name: str(value) for name, value in parse_qr(text).items()} == expected


@given(st.text(max_size=200))
def test_any_qr_text_gives_values_or_nothing(text: str) -> None:
    parse_qr(text)


DIGITAL = """<?xml version="1.0" encoding="UTF-8"?><EInvoice><EInvoiceData>
<SellerInformation><SellerIdNum>91440300192317458F</SellerIdNum><SellerName>丙丁汽车维修有限公司</SellerName>
</SellerInformation>
<BuyerInformation><BuyerIdNum>91330100799655058B</BuyerIdNum><BuyerName>甲乙科技有限公司</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>13.00</TotalTaxAm>
<TotalTax-includedAmount>113.00</TotalTax-includedAmount>
<TotalTax-includedAmountInChinese>壹佰壹拾叁元整</TotalTax-includedAmountInChinese></BasicInformation>
<IssuItemInformation><ItemName>*劳务*维修费</ItemName><Quantity>1</Quantity><UnPrice>100</UnPrice><Amount>100.00</Amount>
<TaxRate>0.13</TaxRate><ComTaxAm>13.00</ComTaxAm><TotaltaxIncludedAmount>113.00</TotaltaxIncludedAmount></IssuItemInformation>
<AdditionalInformation><Remark>车牌沪A12345</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>26442000005310626521</InvoiceNumber><IssueTime>2026-05-14 10:22:33</IssueTime>
</TaxSupervisionInfo></EInvoice>"""
FIRST_GENERATION = """<eInvoice xmlns:fp="urn:x"><fp:InvoiceCode>050001700111</fp:InvoiceCode>
<fp:InvoiceNo>99999951</fp:InvoiceNo>
<fp:IssueDate>2020年10月10日</fp:IssueDate><fp:Seller><fp:SellerName>丙丁汽车维修有限公司</fp:SellerName></fp:Seller>
<fp:TaxInclusiveTotalAmount>318.00</fp:TaxInclusiveTotalAmount><fp:GoodsInfos><fp:GoodsInfo><fp:Item>*劳务*维修费</fp:Item>
<fp:Amount>300.00</fp:Amount><fp:TaxScheme>6%</fp:TaxScheme></fp:GoodsInfo></fp:GoodsInfos></eInvoice>"""
PINYIN = """<FP><FPHM>26442000005310626521</FPHM><KPRQ>20260514</KPRQ><XSFMC>丙丁汽车维修有限公司</XSFMC><JSHJ>113.00</JSHJ>
<MX><XMMC>*劳务*维修费</XMMC><SPSL>1</SPSL><DJ>100</DJ><JE>100.00</JE><SL>0.13</SL><SE>13.00</SE></MX></FP>"""
CHINESE = """<发票><发票号码>26442000005310626521</发票号码><开票日期>2026-05-14</开票日期>
<销售方名称>丙丁汽车维修有限公司</销售方名称>
<价税合计>113.00</价税合计><明细><项目名称>*劳务*维修费</项目名称><数量>1</数量><金额>100.00</金额><税率>13%</税率>
</明细></发票>"""


REMARKED = ("vin", "plate", "mileage", "bill_number")


def values(invoice: XmlInvoice) -> dict[str, str]:
    return {f.name: str(f.value) for f in invoice.fields}


@pytest.mark.parametrize("xml", [DIGITAL, PINYIN, CHINESE], ids=["english", "pinyin", "chinese"])
def test_dialects_of_digital_invoices(xml: str) -> None:
    invoice = read_invoice(xml)
    assert invoice is not None
    assert invoice.kind is DocumentKind.DIGITAL_INVOICE
    found = values(invoice)
    assert found["invoice_number"] == "26442000005310626521"
    assert found["issue_date"] == "2026-05-14"
    assert found["seller_name"] == "丙丁汽车维修有限公司"
    assert found["amount_total"] == "113.00 CNY"
    (row,) = invoice.rows
    assert str(row.get("name").value) == "*劳务*维修费"
    assert str(row.get("amount").value) == "100.00 CNY"
    assert str(row.get("tax_rate").value) == "13%"


def with_remark(remark: str) -> str:
    return DIGITAL.replace("车牌沪A12345", remark)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        (
            "车牌号：沪A12345；车架号：LSVCY6C49MN027789；里程：3680公里；结算单号：JS20251208-017",
            {"plate": "沪A12345", "vin": "LSVCY6C49MN027789", "mileage": "3680 km", "bill_number": "JS20251208-017"},
        ),
        (
            "沪A12345 LSVCY6C49MN027789 12,345km",
            {"plate": "沪A12345", "vin": "LSVCY6C49MN027789", "mileage": "12345 km"},
        ),
        ("车号:沪A·12345&#10;VIN:LSVCY6C49MN027789&#10;行驶里程: 8800 公里",
         {"plate": "沪A12345", "vin": "LSVCY6C49MN027789", "mileage": "8800 km"}),
        ("<![CDATA[车架号 LSVCY6C49MN027789<br/>工单号：RO2512080017]]>",
         {"vin": "LSVCY6C49MN027789", "bill_number": "RO2512080017"}),
        ("车架号LSVCY6C49&#10;MN027789", {"vin": "LSVCY6C49MN027789"}),
        ("客户自费", {}),
    ],
)  # fmt: skip
def test_the_remark_of_a_data_file_names_car_and_bill(remark: str, expected: dict[str, str]) -> None:
    invoice = read_invoice(with_remark(remark))
    assert invoice is not None
    found = {name: text for name, text in values(invoice).items() if name in REMARKED}
    assert found == expected


def test_a_car_named_in_an_item_of_a_data_file_is_found() -> None:
    xml = with_remark("无").replace("<ItemName>*劳务*维修费", "<ItemName>*劳务*维修费（沪A12345）")
    invoice = read_invoice(xml)
    assert invoice is not None and values(invoice)["plate"] == "沪A12345"


def test_two_cars_in_one_remark_are_ambiguous() -> None:
    invoice = read_invoice(with_remark("沪A12345、沪B54321保养"))
    assert invoice is not None
    plate = next(f for f in invoice.fields if f.name == "plate")
    assert plate.value is None and plate.missing == "ambiguous"
    assert {str(c.value) for c in plate.candidates} == {"沪A12345", "沪B54321"}


@pytest.mark.parametrize(
    "extra",
    [
        "<VIN>LSVCY6C49MN027789</VIN>",
        "<车架号>LSVCY6C49MN027789</车架号>",
        "<Element><ElementName>车架号</ElementName><ElementValue>LSVCY6C49MN027789</ElementValue></Element>",
        "<F><Name>车辆识别代号</Name><Value>LSVCY6C49MN027789</Value></F>",
    ],
)
def test_extended_fields_of_a_data_file_name_the_car(extra: str) -> None:
    invoice = read_invoice(DIGITAL.replace("<AdditionalInformation>", f"<AdditionalInformation>{extra}"))
    assert invoice is not None and values(invoice)["vin"] == "LSVCY6C49MN027789"


def test_line_total_is_not_taken_for_the_invoice_s() -> None:
    invoice = read_invoice(DIGITAL.replace("<TotalTax-includedAmount>113.00</TotalTax-includedAmount>", ""))
    assert invoice is not None
    assert "amount_total" not in values(invoice)


def test_first_generation() -> None:
    invoice = read_invoice(FIRST_GENERATION)
    assert invoice is not None
    assert invoice.kind is DocumentKind.VAT_INVOICE
    assert values(invoice)["invoice_code"] == "050001700111"
    assert values(invoice)["issue_date"] == "2020-10-10"


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no xml",
        "<a><b></a>",
        "<html><body>hello</body></html>",
        '<!DOCTYPE x [<!ENTITY a "b">]><EInvoice><InvoiceNumber>26442000005310626521</InvoiceNumber></EInvoice>',
    ],
)
def test_other_broken_and_hostile_xml_is_no_invoice(xml: str) -> None:
    assert read_invoice(xml) is None


NAMED = """<EInvoice><Header><InvoiceTypeName>{name}</InvoiceTypeName></Header>
<TaxSupervisionInfo><InvoiceNumber>26312000000012345678</InvoiceNumber><IssueTime>2026-01-07</IssueTime></TaxSupervisionInfo>
<车牌照号>沪AG1234</车牌照号><登记证号>310012345678</登记证号><车架号>LSVCY6C49MN027789</车架号><发动机号码>DJS035154</发动机号码>
<Lines><Line><ItemName>*机动车*小型轿车</ItemName><Amount>114070.80</Amount></Line></Lines></EInvoice>"""


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        (
            "电子发票（二手车销售统一发票）",
            DocumentKind.USED_CAR_INVOICE,
            {"vin", "plate", "certificate_number"},
        ),
        ("电子发票（机动车销售统一发票）", DocumentKind.NEW_CAR_INVOICE, {"vin", "engine_no"}),
        ("通行费电子发票", DocumentKind.TOLL_INVOICE, {"plate"}),
        ("电子发票（普通发票）", DocumentKind.DIGITAL_INVOICE, {"vin", "plate"}),
    ],
)
def test_a_data_file_that_names_its_invoice_is_of_that_kind(
    name: str, kind: DocumentKind, fields: set[str]
) -> None:
    invoice = read_invoice(NAMED.format(name=name))
    assert invoice is not None and invoice.kind is kind
    told = {field.name for field in invoice.fields}
    assert fields <= told <= {spec.name for spec in spec_of(kind).fields}
    assert bool(invoice.rows) == any(table.name == "lines" for table in spec_of(kind).tables)


def coded(build: Any, printed: Any, *texts: str) -> Any:
    """A page with these QR codes."""
    place = Box(1200, 100, 1400, 300).polygon()
    return build.laid(printed, barcodes=[Barcode("QRCode", text, place) for text in texts])


ONE = "01,31,,26442000005310626521,31605.00,20260514,,"
OTHER = "01,31,,26442000005310626999,500.00,20260601,,"


def test_codes_of_two_invoices_on_a_page_leave_the_number_open(build: Any) -> None:
    (field,) = qr_fields([coded(build, [], ONE, OTHER)])
    assert (field.name, field.missing) == ("qr_invoice_number", MissingReason.AMBIGUOUS)


def test_the_same_code_twice_is_one(build: Any) -> None:
    fields = {f.name: str(f.value) for f in qr_fields([coded(build, [], ONE, ONE)])}
    assert fields["qr_invoice_number"] == "26442000005310626521"


@pytest.mark.parametrize("also_printed, number", [(True, None), (False, "26442000005310626999")])
def test_a_number_that_differs_from_the_code_is_open_where_both_are_printed(
    build: Any, also_printed: bool, number: str | None
) -> None:
    printed = [(100.0, 100.0, "发票号码：26442000005310626999")]
    printed += [(100.0, 900.0, "发票号码：26442000005310626521")] if also_printed else []
    page = coded(build, printed, ONE)
    fields = {"invoice_number": Field("invoice_number", Text("26442000005310626999"), certainty=0.99)}
    fields |= {f.name: f for f in qr_fields([page])}
    found = with_numbers_of_one_paper(fields, [page])["invoice_number"]
    assert (None if found.value is None else str(found.value)) == number

from __future__ import annotations

from typing import Any

from domain.field import Document, MissingReason
from extractors.papers.new_car_invoice import NewCarInvoice

VIN = "LSVCY6C49MN027789"
BUYER_ID, SELLER_ID = "91310115MA1K4XQ68T", "91330100799655058B"
PRINTED = [
    (600.0, 60.0, "机动车销售统一发票"),
    (100.0, 130.0, "开票日期"), (300.0, 130.0, "2025-11-03"), (900.0, 130.0, "发票代码"), (1100.0, 130.0, "133002524150"),
    (900.0, 180.0, "发票号码"), (1100.0, 180.0, "00317264"),
    (100.0, 260.0, "购买方名称"), (330.0, 260.0, "某某汽车租赁有限公司"),
    (750.0, 260.0, "纳税人识别号/统一社会信用代码/身份证明号码"), (1250.0, 300.0, BUYER_ID),
    (100.0, 360.0, "车辆类型"), (330.0, 360.0, "小型轿车"), (850.0, 360.0, "产地"), (1200.0, 360.0, "上海"),
    (100.0, 440.0, "厂牌型号"), (330.0, 440.0, "大众汽车牌SVW7142BPV"), (850.0, 440.0, "合格证号"), (1200.0, 440.0, "WSV1028177891103"),
    (100.0, 520.0, "进口证明书号"), (850.0, 520.0, "商检单号"),
    (100.0, 600.0, "发动机号码"), (330.0, 600.0, "DJS035154"), (750.0, 600.0, "车辆识别代号/车架号码"), (1200.0, 600.0, VIN),
    (100.0, 680.0, "价税合计"), (330.0, 680.0, "壹拾贰万捌仟玖佰圆整"), (850.0, 680.0, "小写"), (1200.0, 680.0, "¥128900.00"),
    (100.0, 760.0, "销货单位名称"), (330.0, 760.0, "某某汽车销售服务有限公司"), (850.0, 760.0, "电话"), (1200.0, 760.0, "021-61234567"),
    (100.0, 840.0, "纳税人识别号"), (330.0, 840.0, SELLER_ID), (850.0, 840.0, "账号"), (1200.0, 840.0, "6222001234567890123"),
    (100.0, 920.0, "增值税税率或征收率"), (400.0, 920.0, "13%"), (850.0, 920.0, "增值税税额"), (1200.0, 920.0, "¥14829.20"),
    (100.0, 1000.0, "不含税价"), (400.0, 1000.0, "¥114070.80"), (850.0, 1000.0, "限乘人数"), (1200.0, 1000.0, "5"),
]  # fmt: skip
EXPECTED = {
    "title": "机动车销售统一发票", "invoice_code": "133002524150", "invoice_number": "00317264",
    "issue_date": "2025-11-03", "buyer_name": "某某汽车租赁有限公司", "buyer_tax_id": BUYER_ID,
    "vehicle_type": "小型轿车", "origin": "上海", "model": "大众汽车牌SVW7142BPV",
    "conformity_number": "WSV1028177891103", "engine_no": "DJS035154", "vin": VIN, "seller_name": "某某汽车销售服务有限公司",
    "seller_tax_id": SELLER_ID, "tax_rate": "13%", "seats": "5", "amount_total": "128900.00 CNY",
    "tax": "14829.20 CNY", "amount_excl_tax": "114070.80 CNY",
}  # fmt: skip


def read(*pages: Any) -> Document:
    content = NewCarInvoice().extract(pages)
    return Document("d", NewCarInvoice.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def test_the_paper_form_however_it_is_cut(build: Any, cut: str) -> None:
    paper = read(build.laid(PRINTED, cut))
    assert {name: str(paper.get(name).value) for name in EXPECTED} == EXPECTED
    assert paper.get("amount_total_capital").value == paper.get("amount_total").value
    assert paper.subtype == "paper"


def test_boxes_that_are_empty_have_no_value(build: Any) -> None:
    paper = read(build.laid(PRINTED))
    for name in ("import_certificate_number", "commodity_inspection_number", "machine_number"):
        assert paper.get(name).value is None
        assert paper.get(name).missing is not MissingReason.AMBIGUOUS


def test_the_seller_of_another_label_and_a_digital_number(build: Any) -> None:
    number = "26312000000012345678"
    renamed = {
        "机动车销售统一发票": "电子发票（机动车销售统一发票）", "销货单位名称": "销售方名称", "增值税税率或征收率": "增值税税率",
        "00317264": number,
    }  # fmt: skip
    printed = [(x, y, renamed.get(t, t)) for x, y, t in PRINTED if t not in ("发票代码", "133002524150")]
    paper = read(build.laid(printed))
    assert str(paper.get("invoice_number").value) == number
    assert str(paper.get("seller_name").value) == EXPECTED["seller_name"]
    assert paper.subtype == "digital"

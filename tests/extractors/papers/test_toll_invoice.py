from __future__ import annotations

from typing import Any

from domain.field import Document
from extractors.papers.toll_invoice import TollInvoice

BUYER_ID, SELLER_ID = "91310115MA1K4XQ68T", "91330100799655058B"
HEAD = [
    (100.0, 60.0, "通行费"), (550.0, 60.0, "某省增值税电子普通发票"),
    (1100.0, 60.0, "发票代码：033002600112"), (1100.0, 110.0, "发票号码：00317264"), (1100.0, 160.0, "开票日期：2026年01月20日"),
    (100.0, 230.0, "购买方"), (260.0, 230.0, "名称："), (400.0, 230.0, "某某汽车租赁有限公司"),
    (260.0, 280.0, "纳税人识别号："), (520.0, 280.0, BUYER_ID),
]  # fmt: skip
COLUMNS = [
    (100.0, 360.0, "项目名称"), (380.0, 360.0, "车牌号"), (540.0, 360.0, "类型"), (660.0, 360.0, "通行日期起"),
    (860.0, 360.0, "通行日期止"), (1080.0, 360.0, "金额"), (1220.0, 360.0, "税率"), (1360.0, 360.0, "税额"),
]  # fmt: skip
FOOT = [
    (100.0, 560.0, "合计"), (1060.0, 560.0, "¥30.00"), (1350.0, 560.0, "¥0.90"),
    (100.0, 640.0, "价税合计（大写）"), (420.0, 640.0, "叁拾圆玖角"), (1000.0, 640.0, "（小写）"), (1160.0, 640.0, "¥30.90"),
    (100.0, 720.0, "销售方"), (260.0, 720.0, "名称："), (400.0, 720.0, "某省高速公路股份有限公司"),
    (260.0, 770.0, "纳税人识别号："), (520.0, 770.0, SELLER_ID),
]  # fmt: skip


def line(
    y: float, plate: str, first: str, last: str, amount: str, tax: str
) -> list[tuple[float, float, str]]:
    return [
        (100.0, y, "*经营租赁*通行费"), (380.0, y, plate), (540.0, y, "客车"), (660.0, y, first), (860.0, y, last),
        (1080.0, y, amount), (1220.0, y, "3%"), (1360.0, y, tax),
    ]  # fmt: skip


LINES = [
    *line(420.0, "沪AG1234", "20260103", "20260103", "20.00", "0.60"),
    *line(480.0, "沪AG1234", "20260104", "20260105", "10.00", "0.30"),
]


def read(*pages: Any) -> Document:
    content = TollInvoice().extract(pages)
    return Document("d", TollInvoice.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def test_vehicle_days_and_sums_of_a_toll_invoice(build: Any) -> None:
    paper = read(build.laid([*HEAD, *COLUMNS, *LINES, *FOOT]))
    expected = {
        "invoice_number": "00317264", "issue_date": "2026-01-20", "plate": "沪AG1234", "vehicle_type": "客车",
        "toll_from_date": "2026-01-03", "toll_to_date": "2026-01-05", "amount_excl_tax": "30.00 CNY",
        "tax": "0.90 CNY", "amount_total": "30.90 CNY", "buyer_tax_id": BUYER_ID, "seller_tax_id": SELLER_ID,
    }  # fmt: skip
    assert {name: str(paper.get(name).value) for name in expected} == expected


def test_each_line_has_its_own_days(build: Any) -> None:
    rows = read(build.laid([*HEAD, *COLUMNS, *LINES, *FOOT])).table("lines")
    days = [(str(row.get("toll_from_date").value), str(row.get("toll_to_date").value)) for row in rows]
    assert days == [("2026-01-03", "2026-01-03"), ("2026-01-04", "2026-01-05")]
    assert {str(row.get("plate").value) for row in rows} == {"沪AG1234"}


def test_lines_for_two_vehicles_name_none(build: Any) -> None:
    other = line(480.0, "苏B12345", "20260104", "20260104", "10.00", "0.30")
    paper = read(build.laid([*HEAD, *COLUMNS, *LINES[:8], *other, *FOOT]))
    assert paper.get("plate").value is None


def test_a_day_that_was_not_read_leaves_the_whole_span_open(build: Any) -> None:
    torn = [cell for cell in LINES if cell[2] != "20260105"]
    paper = read(build.laid([*HEAD, *COLUMNS, *torn, *FOOT]))
    assert paper.get("toll_to_date").value is None
    assert str(paper.get("toll_from_date").value) == "2026-01-03"

from __future__ import annotations

from typing import Any

import pytest

from domain.field import Document
from extractors.papers.export_licence import ExportLicence

VINS = ("LSGKE54A7JW181031", "LSVCY6C49MN027789")
USCC = "91310000MA1FL1XX07"

BOXES = [
    ("1.出口商", "Exporter", "天津某某国际贸易有限公司"), ("3.出口许可证号", "Export licence No.", "26-AA-123456"),
    ("2.发货人", "Consignor", "天津某某国际贸易有限公司"), ("4.出口许可证有效截止日期", "Export licence expiry date", "2026-12-31"),
    ("5.贸易方式", "Terms of trade", "一般贸易"), ("8.进口国（地区）", "Country/Region of purchase", "哈萨克斯坦"),
    ("6.合同号", "Contract No.", "EXP202601"), ("9.付款方式", "Payment", "汇款"),
    ("7.报关口岸", "Place of clearance", "霍尔果斯海关"), ("10.运输方式", "Mode of transport", "公路运输"),
    ("20.发证机关签章", "Issuing authority's stamp", "天津市商务局"), ("21.发证日期", "Licence date", "2026-06-20"),
]  # fmt: skip
EXPECTED = {
    "exporter": "天津某某国际贸易有限公司", "licence_number": "26-AA-123456", "consignor": "天津某某国际贸易有限公司",
    "valid_until": "2026-12-31", "trade_mode": "一般贸易", "destination_country": "哈萨克斯坦", "contract_no": "EXP202601",
    "customs_office": "霍尔果斯海关", "transport_mode": "公路运输", "issuing_authority": "天津市商务局",
    "issue_date": "2026-06-20",
}  # fmt: skip


def boxed(has_english: bool = True) -> list[tuple[float, float, str]]:
    """Label and translation in the upper line of a box, the value under them."""
    found = []
    for number, (zh, en, value) in enumerate(BOXES):
        x, y = 100.0 + 760 * (number % 2), 200.0 + 110 * (number // 2)
        found.append((x, y, f"{zh}：{en}" if has_english else f"{zh}："))
        found.append((x + 40, y + 48, value))
    return found


def beside() -> list[tuple[float, float, str]]:
    """Two columns of label: value."""
    return [
        (100.0 + 760 * (n % 2), 200.0 + 60 * (n // 2), f"{zh.split('.')[1]}：{value}")
        for n, (zh, _, value) in enumerate(BOXES)
    ]


def annex(
    y: float = 1000.0,
    headings: tuple[str, ...] = (
        "序号",
        "VIN码",
        "车辆品牌",
        "车辆型号",
        "注册登记日期",
        "转让登记待出口日期",
    ),
) -> Any:
    xs = (100.0, 220.0, 620.0, 850.0, 1150.0, 1400.0)
    rows = [
        ("1", VINS[0], "别克牌", "SGM7154DAA1", "2026-01-08", "2026-03-15"),
        ("2", VINS[1], "大众牌", "SVW7142BPV", "2026-02-09", "2026-03-16"),
    ]
    table = [headings, *rows]
    return [(x, y + 60 * n, text) for n, row in enumerate(table) for x, text in zip(xs, row, strict=True)]


def read(*pages: Any) -> Document:
    content = ExportLicence().extract(pages)
    return Document("d", ExportLicence.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def values(paper: Document) -> dict[str, str]:
    return {name: str(paper.get(name).value) for name in EXPECTED}


def cars(paper: Document) -> list[dict[str, str]]:
    names = ("vin", "brand", "model", "register_date", "export_endorsement_date")
    return [{name: str(row.get(name).value) for name in names} for row in paper.table("vehicles")]


CARS = [
    {"vin": VINS[0], "brand": "别克牌", "model": "SGM7154DAA1", "register_date": "2026-01-08", "export_endorsement_date": "2026-03-15"},
    {"vin": VINS[1], "brand": "大众牌", "model": "SVW7142BPV", "register_date": "2026-02-09", "export_endorsement_date": "2026-03-16"},
]  # fmt: skip


def test_values_under_numbered_bilingual_labels(build: Any, cut: str) -> None:
    assert values(read(build.laid(boxed(), cut))) == EXPECTED


def test_values_under_labels_in_one_language(build: Any, cut: str) -> None:
    assert values(read(build.laid(boxed(has_english=False), cut))) == EXPECTED


def test_label_and_value_in_one_line(build: Any, cut: str) -> None:
    assert values(read(build.laid(beside(), cut))) == EXPECTED


def test_the_code_beside_the_exporter_is_a_field_of_its_own(build: Any) -> None:
    paper = read(
        build.laid([(100.0, 100.0, "1.出口商 Exporter"), (140.0, 148.0, f"{USCC} 天津某某国际贸易有限公司")])
    )
    assert str(paper.get("exporter_id").value) == USCC
    assert str(paper.get("exporter").value) == "天津某某国际贸易有限公司"


def test_the_country_is_given_without_its_code(build: Any) -> None:
    paper = read(build.laid([(100.0, 100.0, "进口国（地区）：哈萨克斯坦(KAZ)")]))
    assert str(paper.get("destination_country").value) == "哈萨克斯坦"


def test_the_annex_gives_a_row_per_car(build: Any, cut: str) -> None:
    assert cars(read(build.laid([*beside(), *annex()], cut))) == CARS


def test_the_annex_alone_is_an_annex(build: Any) -> None:
    paper = read(build.laid([(600.0, 900.0, "出口许可证附表"), *annex()]))
    assert cars(paper) == CARS
    assert paper.subtype == "annex"


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 5, 4, 1, 3, 2), (0, 2, 3, 4, 5, 1)])
def test_the_columns_may_stand_in_any_order(build: Any, order: tuple[int, ...]) -> None:
    printed = annex()
    widths = (120.0, 400.0, 230.0, 300.0, 280.0, 300.0)
    found = []
    for row in range(3):
        x = 100.0
        for place in order:
            found.append((x, printed[row * 6 + place][1], printed[row * 6 + place][2]))
            x += widths[place]
    assert cars(read(build.laid(found, size=(1800, 2339)))) == CARS


def test_a_list_of_label_and_value_per_car_gives_the_same_rows(build: Any) -> None:
    printed = []
    for number, car in enumerate(CARS):
        y = 300.0 + 260 * number
        pairs = [("VIN码", car["vin"]), ("车辆品牌", car["brand"]), ("型号", car["model"]),
                 ("注册登记日期", car["register_date"]), ("转让登记待出口日期", car["export_endorsement_date"])]  # fmt: skip
        for place, (label, value) in enumerate(pairs):
            x = 100.0 + 760 * (place % 2)
            printed += [(x, y + 60 * (place // 2), label), (x + 330, y + 60 * (place // 2), value)]
    assert cars(read(build.laid(printed))) == CARS


def test_vins_without_any_heading_are_rows(build: Any) -> None:
    paper = read(build.laid([(100.0, 100.0, VINS[0]), (100.0, 150.0, VINS[1])]))
    assert [car["vin"] for car in cars(paper)] == list(VINS)


def test_a_row_over_two_pages_of_annex_is_not_repeated(build: Any) -> None:
    assert len(read(build.laid(annex()), build.laid(annex())).table("vehicles")) == 2


def read_plain(build: Any, printed: list[tuple[float, float, str]]) -> Any:
    return ExportLicence().extract((build.laid(printed),))


def test_a_vin_broken_over_two_lines_of_its_column_makes_one_row(build: Any) -> None:
    printed: list[tuple[float, float, str]] = [
        (100, 100, "附表"), (100, 200, "序号"), (300, 200, "VIN码"), (700, 200, "注册登记日期"),
    ]  # fmt: skip
    for number, vin in enumerate(VINS):
        y = 260 + 100 * number
        printed += [(100, y, str(number + 1)), (300, y, vin[:8]), (700, y, f"2025-0{number + 1}-03")]
        printed += [(300, y + 36, vin[8:])]
    rows = read_plain(build, printed).rows
    assert [str(row.get("vin").value) for row in rows] == list(VINS)


def test_every_car_with_labels_of_its_own_makes_one_row(build: Any) -> None:
    printed = [(100.0, 100.0, "附表")]
    for number, vin in enumerate(VINS):
        y = 200.0 + 220 * number
        printed += [
            (100.0, y, "VIN码"),
            (800.0, y, "登记日期"),
            (100.0, y + 40, vin),
            (800.0, y + 40, f"2025-0{number + 1}-03"),
        ]
        printed += [(100.0, y + 90, "转让待出口日期"), (100.0, y + 130, f"2026-0{number + 1}-05")]
    rows = read_plain(build, printed).rows
    assert [str(row.get("vin").value) for row in rows] == list(VINS)
    assert [str(row.get("register_date").value) for row in rows] == ["2025-01-03", "2025-02-03"]
    assert [str(row.get("export_endorsement_date").value) for row in rows] == ["2026-01-05", "2026-02-05"]


@pytest.mark.parametrize("label", ["证号", "许可证号码", "本证编号"])
def test_the_number_of_a_licence_has_many_names(build: Any, label: str) -> None:
    fields = {
        f.name: f
        for f in read_plain(build, [(100, 100, "出口许可证"), (100, 200, f"{label}：26-AA-123456")]).fields
    }
    assert str(fields["licence_number"].value) == "26-AA-123456"


def test_a_name_stands_beside_the_label_of_name_and_code(build: Any) -> None:
    printed = [(100.0, 100.0, "出口商（代码）"), (500.0, 100.0, f"天津某某国际贸易有限公司（{USCC}）")]
    paper = read(build.laid(printed))
    assert str(paper.get("exporter").value) == "天津某某国际贸易有限公司"
    assert str(paper.get("exporter_id").value) == USCC


def test_a_speck_between_two_lines_of_a_heading_is_no_part_of_it(build: Any) -> None:
    printed = [cell for cell in annex() if cell[2] != "转让登记待出口日期"]
    heading = [(1400.0, 985.0, "转让登记待"), (1400.0, 1023.0, "出口日期")]
    words = [build.word(*cell) for cell in [*printed, *heading]]
    speck = build.word(1430.0, 1015.0, "a", 7.0)
    assert cars(read(build.laid(words=[*words, speck]))) == CARS

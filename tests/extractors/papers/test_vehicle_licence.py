from __future__ import annotations

from typing import Any

import pytest

from domain.field import Document
from extractors.papers.vehicle_licence import VehicleLicence

VIN = "LBEHDAEB58Y038860"

CARD = [
    (300.0, 60.0, "中华人民共和国机动车行驶证"),
    (100.0, 160.0, "号牌号码"), (300.0, 165.0, "川A7809C"), (800.0, 160.0, "车辆类型"), (1000.0, 165.0, "小型轿车"),
    (100.0, 260.0, "所"), (160.0, 260.0, "有"), (220.0, 260.0, "人"), (300.0, 265.0, "张某某"),
    (100.0, 360.0, "住"), (220.0, 360.0, "址"), (300.0, 365.0, "四川省成都市锦江区某某路1号"),
    (100.0, 460.0, "使用性质"), (300.0, 465.0, "非营运"), (700.0, 460.0, "品牌型号"), (880.0, 465.0, "北京现代牌BH7164MX"),
    (500.0, 560.0, "车辆识别代号"), (800.0, 565.0, VIN),
    (500.0, 660.0, "发动机号码"), (800.0, 665.0, "8B213508"),
    (500.0, 760.0, "注册日期"), (680.0, 765.0, "2008-07-08"), (1000.0, 760.0, "发证日期"), (1200.0, 765.0, "2015-06-04"),
]  # fmt: skip
GLOSSES = [
    (100.0, 195.0, "Plate No."), (800.0, 195.0, "Vehicle Type"), (100.0, 295.0, "Owner"), (100.0, 395.0, "Address"),
    (100.0, 495.0, "Use Character"), (700.0, 495.0, "Model"), (500.0, 595.0, "VIN"), (500.0, 695.0, "Engine No."),
    (500.0, 795.0, "Register Date"), (1000.0, 795.0, "Issue Date"),
]  # fmt: skip
EXPECTED = {
    "plate": "川A7809C", "owner_name": "张某某", "address": "四川省成都市锦江区某某路1号", "use_character": "非营运",
    "model": "北京现代牌BH7164MX", "vin": VIN, "engine_no": "8B213508", "register_date": "2008-07-08",
    "issue_date": "2015-06-04", "vehicle_type": "小型轿车",
}  # fmt: skip


def read(*pages: Any) -> Document:
    content = VehicleLicence().extract(pages)
    return Document("d", VehicleLicence.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


def values(paper: Document) -> dict[str, str]:
    return {name: str(paper.get(name).value) for name in EXPECTED}


def test_the_main_page_however_it_is_cut(build: Any, cut: str) -> None:
    assert values(read(build.laid(CARD, cut))) == EXPECTED


def test_english_under_the_labels_is_no_value(build: Any) -> None:
    words = [*build.cuts["cells"](CARD, 30.0), *build.cuts["cells"](GLOSSES, 18.0)]
    assert values(read(build.laid(words=words))) == EXPECTED


def test_misread_english_under_the_labels_is_no_value(build: Any) -> None:
    glosses = [(x, y, t.replace("e", "c").replace("n", "ri")) for x, y, t in GLOSSES]
    words = [*build.cuts["cells"](CARD, 30.0), *build.cuts["cells"](glosses, 18.0)]
    assert values(read(build.laid(words=words))) == EXPECTED


@pytest.mark.parametrize("degrees", [-4.0, 3.0])
def test_a_turned_card_reads_the_same(build: Any, degrees: float) -> None:
    assert values(read(build.laid(words=build.turned(build.cuts["cells"](CARD, 30.0), degrees)))) == EXPECTED


def test_dates_printed_in_one_run_go_by_their_labels(build: Any) -> None:
    printed = [(100.0, 100.0, "注册日期2008-07-08发证日期2015-06-04")]
    swapped = [(100.0, 100.0, "发证日期2015-06-04注册日期2008-07-08")]
    for page in (printed, swapped):
        paper = read(build.laid(page))
        assert (str(paper.get("register_date").value), str(paper.get("issue_date").value)) == (
            "2008-07-08",
            "2015-06-04",
        )


def test_dates_below_their_labels_go_by_column(build: Any) -> None:
    printed = [
        (100.0, 100.0, "发证日期"),
        (500.0, 100.0, "注册日期"),
        (100.0, 150.0, "2015-06-04"),
        (500.0, 150.0, "2008-07-08"),
    ]
    paper = read(build.laid(printed))
    assert (str(paper.get("register_date").value), str(paper.get("issue_date").value)) == (
        "2008-07-08",
        "2015-06-04",
    )


def test_both_pages_give_seats_mass_and_the_latest_inspection(build: Any) -> None:
    duplicate = [
        (100.0, 1000.0, "号牌号码"), (300.0, 1000.0, "川A7809C"), (700.0, 1000.0, "档案编号"), (900.0, 1000.0, "510100123456"),
        (100.0, 1060.0, "核定载人数"), (300.0, 1060.0, "5人"), (700.0, 1060.0, "总质量"), (900.0, 1060.0, "1675kg"),
        (100.0, 1120.0, "检验记录"), (300.0, 1120.0, "检验有效期至2024年07月川A"), (300.0, 1180.0, "检验有效期至2026年07月川A"),
    ]  # fmt: skip
    paper = read(build.laid([*CARD, *duplicate]))
    assert str(paper.get("seats").value) == "5人"
    assert str(paper.get("file_number").value) == "510100123456"
    assert str(paper.get("inspection_valid_until").value) == "2026-07"
    assert paper.subtype == "main_and_duplicate"
    assert str(paper.get("plate").value) == "川A7809C"


def test_two_plates_on_one_card_are_ambiguous(build: Any) -> None:
    printed = [
        (100.0, 100.0, "号牌号码"),
        (300.0, 100.0, "川A7809C"),
        (100.0, 400.0, "号牌号码"),
        (300.0, 400.0, "川B7809C"),
    ]
    field = read(build.laid(printed)).get("plate")
    assert field.value is None
    assert {str(c.value) for c in field.candidates} == {"川A7809C", "川B7809C"}


def test_values_that_go_on_below_their_labels_are_whole(build: Any) -> None:
    printed = [
        (100, 100, "机动车行驶证"),
        (100, 200, "车牌号码：沪A"), (100, 236, "G12345"),
        (100, 300, "车辆识别代号：LSGKE54A"), (100, 336, "7JW181031"),
        (100, 400, "注册日期：202"), (100, 436, "6年1月8日"),
    ]  # fmt: skip
    (page,) = (build.laid(printed),)
    found = {field.name: str(field.value) for field in VehicleLicence().extract((page,)).fields}
    assert (found["plate"], found["vin"], found["register_date"]) == (
        "沪AG12345",
        "LSGKE54A7JW181031",
        "2026-01-08",
    )


@pytest.mark.parametrize(
    ("line", "kind", "use"),
    [
        ("小型轿车·非营运", "小型轿车", "非营运"),
        ("小型轿车 · 非营运", "小型轿车", "非营运"),
        ("小型普通客车 / 租赁", "小型普通客车", "租赁"),
    ],
)
def test_type_and_use_in_one_line_without_labels(build: Any, line: str, kind: str, use: str) -> None:
    paper = read(
        build.laid([(100.0, 100.0, "电子行驶证"), (100.0, 160.0, "沪AG12345"), (100.0, 220.0, line)])
    )
    found = values(paper)
    assert (found["vehicle_type"], found["use_character"]) == (kind, use)

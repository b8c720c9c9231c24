from __future__ import annotations

from typing import Any

import pytest

from domain.field import Document
from extractors.papers.inspection_report import InspectionReport

VIN = "LSVCY6C49MN027789"
TITLE = [(600.0, 60.0, "二手乘用车出口检测报告")]
PAIRS = [
    ("报告编号", "JC202601-00123"), ("委托单位", "甲乙国际贸易有限公司"), ("号牌号码", "沪AG1234"), ("车辆识别代号(VIN)", VIN),
    ("发动机号", "DJS035154"), ("厂牌型号", "大众汽车牌SVW7142BPV"), ("车辆类型", "小型轿车"), ("注册登记日期", "2025-08-11"),
    ("出厂日期", "2025-07-02"), ("里程表读数", "8,215 km"), ("检测日期", "2026-01-09"), ("检测地点", "某市检测站"),
    ("检测依据", "WM/T 8-2022"), ("检测结论", "合格"), ("检测机构", "某市安行机动车检测有限公司"), ("检测员", "刘敏"),
]  # fmt: skip
TESTS = [
    (100.0, 1500.0, "检测项目"),
    (900.0, 1500.0, "结果"),
    (100.0, 1560.0, "制动性能"),
    (900.0, 1560.0, "合格"),
]
EXPECTED = {
    "title": "二手乘用车出口检测报告", "report_number": "JC202601-00123", "client_name": "甲乙国际贸易有限公司",
    "plate": "沪AG1234", "vin": VIN, "engine_no": "DJS035154", "model": "大众汽车牌SVW7142BPV",
    "vehicle_type": "小型轿车", "register_date": "2025-08-11", "factory_date": "2025-07-02", "mileage": "8215 km",
    "inspection_date": "2026-01-09", "inspection_place": "某市检测站", "conclusion": "合格",
    "agency": "某市安行机动车检测有限公司", "inspector": "刘敏",
}  # fmt: skip


def in_a_list() -> list[tuple[float, float, str]]:
    """One label and value a line."""
    lines = enumerate(PAIRS)
    return [cell for n, (a, b) in lines for cell in ((100.0, 200.0 + 70 * n, a), (520.0, 200.0 + 70 * n, b))]


def in_two_columns() -> list[tuple[float, float, str]]:
    """Two labels and values a line."""
    found = []
    for n, (label, value) in enumerate(PAIRS):
        x, y = 60.0 + 800 * (n % 2), 200.0 + 80 * (n // 2)
        found += [(x, y, label), (x + 330, y, value)]
    return found


def read(*pages: Any) -> Document:
    content = InspectionReport().extract(pages)
    return Document("d", InspectionReport.kind, 1.0, (), content.fields, content.rows, (), content.subtype)


@pytest.mark.parametrize("printed", [in_a_list(), in_two_columns()], ids=["list", "columns"])
def test_the_fields_of_a_report_however_it_is_laid_out_and_cut(build: Any, printed: Any, cut: str) -> None:
    paper = read(build.laid([*TITLE, *printed, *TESTS], cut))
    assert {name: str(paper.get(name).value) for name in EXPECTED} == EXPECTED


def test_other_words_for_the_same_fields(build: Any) -> None:
    words = {
        "号牌号码": "车牌号", "车辆识别代号(VIN)": "车架号", "注册登记日期": "初次登记日期", "里程表读数": "表显里程", "检测日期": "检验日期",
        "检测结论": "检验结论", "厂牌型号": "车型",
    }  # fmt: skip
    paper = read(build.laid([*TITLE, *((x, y, words.get(t, t)) for x, y, t in in_a_list())]))
    assert {name: str(paper.get(name).value) for name in EXPECTED} == EXPECTED


def test_a_report_over_two_pages(build: Any) -> None:
    cells = in_a_list()
    pages = build.laid([*TITLE, *cells[:16]]), build.laid(cells[16:])
    assert str(read(*pages).get("mileage").value) == EXPECTED["mileage"]


def test_the_agency_in_the_letterhead_is_taken_where_no_label_names_it(build: Any) -> None:
    cells = [cell for cell in in_a_list() if cell[2] not in ("检测机构", EXPECTED["agency"])]
    paper = read(build.laid([(100.0, 20.0, EXPECTED["agency"]), *TITLE, *cells]))
    assert str(paper.get("agency").value) == EXPECTED["agency"]


def test_an_odometer_that_nobody_filled_in_stays_open(build: Any) -> None:
    cells = [cell for cell in in_a_list() if cell[2] != "8,215 km"]
    assert read(build.laid([*TITLE, *cells])).get("mileage").value is None


@pytest.mark.parametrize("printed", ["何涛 签字：NN", "何涛（签章）", "何涛"])
def test_the_place_for_a_signature_is_no_part_of_a_name(build: Any, printed: str) -> None:
    cells = [(100.0, 700.0, "检测员"), (400.0, 700.0, printed)]
    assert str(read(build.laid([*TITLE, *cells])).get("inspector").value) == "何涛"

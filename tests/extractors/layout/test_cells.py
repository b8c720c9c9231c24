from __future__ import annotations

from typing import Any

import pytest

from domain.geometry import Box
from extractors.layout.cells import Grid
from extractors.layout.lexicon import make_lexicon
from extractors.layout.marking import mark
from extractors.layout.rulings import Rulings

LEXICON = make_lexicon(
    {
        "register_date": ["登记日期"],
        "plate": ["机动车登记编号", "车牌号码"],
        "owner_name": ["机动车所有人/身份证明名称/号码"],
        "vin": ["车架号"],
        "_remark": ["备注"],
    }
)
GRID = Grid(
    Rulings(
        horizontal=(Box(0, 0, 300, 1), Box(0, 100, 300, 101), Box(100, 50, 300, 51)),
        vertical=(Box(0, 0, 1, 100), Box(100, 0, 101, 100), Box(300, 0, 301, 100)),
    )
)


@pytest.mark.parametrize(
    "at, cell",
    [
        (
            (40, 40, 60, 60),
            (0.5, 0.5, 100.5, 100.5),
        ),  # merged over two rows: the ruling between them stops before it
        ((140, 10, 160, 30), (100.5, 0.5, 300.5, 50.5)),
        ((140, 60, 160, 80), (100.5, 50.5, 300.5, 100.5)),
        ((400, 10, 420, 30), None),
        ((40, 140, 60, 160), None),
    ],
)
def test_a_cell_is_the_smallest_closed_rectangle_around_a_place(at: Any, cell: Any) -> None:
    found = GRID.cell_around(Box(*at))
    assert (None if found is None else (found.x0, found.y0, found.x1, found.y1)) == cell


def cell(build: Any, width: float, *lines: str) -> Any:
    """A page with one ruled cell of that width that holds these lines."""
    rules = build.ruled((100, 100 + width), (100, 160 + 40 * len(lines)))
    printed = [(110.0, 110.0 + 40 * number, text) for number, text in enumerate(lines)]
    return build.laid(printed, rules=rules)


def flows(page: Any) -> list[str]:
    return [span.text for found in page.cells for span in found.flows]


def test_a_line_that_was_full_goes_on_without_a_space(build: Any) -> None:
    assert flows(cell(build, 140, "某某汽车", "贸易公司")) == ["某某汽车贸易公司"]


def test_a_line_with_room_left_ends_its_text(build: Any) -> None:
    assert flows(cell(build, 400, "首次保养", "更换机油")) == ["首次保养", "更换机油"]


def test_a_number_broken_where_it_did_not_fit_is_one(build: Any) -> None:
    assert flows(cell(build, 180, "LGXCE4CB2", "R0123456")) == ["LGXCE4CB2R0123456"]


@pytest.mark.parametrize(
    "width, lines, name",
    [
        (100, ("3.登", "记日", "期"), "register_date"),
        (170, ("4.机动车登", "记编号"), "plate"),
        (110, ("车牌号", "码"), "plate"),
        (100, ("机动车", "所有人", "/身份", "证明名", "称/号", "码"), "owner_name"),
        (300, ("登记", "日期"), "register_date"),
        (60, ("备", "注"), "_remark"),
    ],
)
def test_a_label_is_known_whatever_its_line_breaks(build: Any, width: float, lines: Any, name: str) -> None:
    assert [hit.name for hit in mark(cell(build, width, *lines), LEXICON).labels] == [name]


def test_words_of_two_lines_that_had_room_are_no_label(build: Any) -> None:
    page = cell(build, 500, "本车已申请登记", "日期范围见附件")
    assert mark(page, LEXICON).labels == ()


def test_cells_side_by_side_are_not_read_across(build: Any) -> None:
    rules = build.ruled((100, 200, 300), (100, 200))
    page = build.laid([(110.0, 110.0, "登记"), (210.0, 110.0, "日期")], rules=rules)
    assert mark(page, LEXICON).labels == ()


@pytest.mark.parametrize(
    "width, lines, label",
    [
        (900, ("登记日期/Date of registration: 2026-01-07",), "登记日期/Date of registration:"),
        (900, ("登记日期 Date of registration：2026-01-07",), "登记日期 Date of registration："),
        (400, ("登记日期", "Date of registration"), "登记日期Date of registration"),
        (900, ("车架号/发动机号：LGXCE4CB2R0123456",), "车架号/发动机号："),
        (900, ("登记日期 2026-01-07",), "登记日期"),
    ],
)
def test_a_label_ends_behind_its_translation_and_what_else_its_cell_names(
    build: Any, width: float, lines: Any, label: str
) -> None:
    (hit,) = mark(cell(build, width, *lines), LEXICON).labels
    assert "".join(span.text for span in hit.spans) == label


def test_a_value_broken_over_full_lines_of_a_cell_is_one(build: Any) -> None:
    page = cell(build, 170, "2026/05/1", "0")
    assert page.flowing(page.cells[0].runs).text == "2026/05/10"

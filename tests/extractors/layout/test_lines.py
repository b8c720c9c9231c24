from __future__ import annotations

from typing import Any

import pytest

from domain.document import Word
from domain.geometry import Box

ROWS = [
    (100.0, 100.0, "号牌号码"),
    (400.0, 100.0, "京A12345"),
    (900.0, 100.0, "小型轿车"),
    (100.0, 150.0, "所有人"),
]


def texts(page: Any) -> list[list[str]]:
    return [[run.text for run in line.runs] for line in page.lines]


def test_lines_and_runs_do_not_depend_on_how_words_are_cut(build: Any, cut: str) -> None:
    assert texts(build.laid(ROWS, cut)) == [["号牌号码", "京A12345", "小型轿车"], ["所有人"]]


def test_words_in_any_order_give_the_same_lines(build: Any) -> None:
    words = build.cuts["cells"](ROWS, 30.0)
    assert texts(build.laid(words=words)) == texts(build.laid(words=words[::-1]))


@pytest.mark.parametrize("degrees", [-3.0, -1.0, 0.5, 2.0, 5.0])
def test_a_skewed_page_has_the_same_lines(build: Any, degrees: float) -> None:
    rows = [(100.0 + 350 * c, 100.0 + 45 * r, f"第{r}行第{c}格的内容") for r in range(12) for c in range(4)]
    level = build.laid(rows)
    skewed = build.laid(words=build.turned(build.cuts["cells"](rows, 30.0), degrees))
    assert texts(skewed) == texts(level)


def test_the_place_of_a_value_is_told_in_the_picture_not_in_the_levelled_page(build: Any) -> None:
    rows = [(100.0, 100.0 + 45 * r, "车辆识别代号是这一行的文字") for r in range(6)]
    words = build.turned(build.cuts["cells"](rows, 30.0), 4.0)
    page = build.laid(words=words)
    run = next(run for run in page.runs if run.words[0] is words[5])
    assert run.polygon.box == words[5].polygon.box


def test_a_ruling_between_close_words_divides_them(build: Any) -> None:
    rows = [(100.0, 100.0, "品牌"), (163.0, 100.0, "型号")]
    assert texts(build.laid(rows)) == [["品牌型号"]]
    assert texts(build.laid(rows, rules=build.ruled((90, 161, 240), (90, 140)))) == [["品牌", "型号"]]


def test_what_another_reader_saw_over_the_text_is_not_joined_to_it(build: Any) -> None:
    words = [
        build.word(100, 100, "河北", source="ocr:test@1"),
        build.word(162, 100, "非营运", source="text_layer", score=1.0),
    ]
    assert texts(build.laid(words=words)) == [["河北", "非营运"]]


def test_wide_spaces_inside_a_box_part_it(build: Any) -> None:
    assert texts(build.laid([(100.0, 100.0, "号牌号码  京A12345")])) == [["号牌号码", "京A12345"]]


def test_upright_text_is_a_line_of_its_own(build: Any) -> None:
    upright = Word("购买方", Box(80, 90, 110, 200).polygon(), "ocr:test@1", 0.9)
    page = build.laid(words=[upright, build.word(150, 100, "名称")])
    assert ["购买方"] in texts(page) and ["名称"] in texts(page)


def test_a_page_without_words_has_no_lines(build: Any) -> None:
    assert build.laid([]).lines == ()


def test_ruled_cells_hold_what_stands_in_them(build: Any) -> None:
    rules = build.ruled((90, 390, 800), (90, 140, 190))
    page = build.laid(
        [(100.0, 100.0, "号牌号码"), (400.0, 100.0, "京A12345"), (100.0, 150.0, "所有人")], rules=rules
    )
    assert [[run.text for run in cell.runs] for cell in page.cells] == [
        ["号牌号码"],
        ["京A12345"],
        ["所有人"],
    ]

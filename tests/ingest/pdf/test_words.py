"""Characters become words as a person sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geometry import Box
from ingest.pdf.glyphs import Glyph
from ingest.pdf.grouping import group_words

SIZE = 20.0


def line(
    text: str, x: float = 100, y: float = 100, *, gap: float = 0.0, size: float = SIZE, turn: int = 0
) -> list[Glyph]:
    """Characters one em wide from ``x`` on, ``gap`` ems apart."""
    step = size * (1 + gap)
    return [
        Glyph(char, Box(x + i * step, y, x + i * step + size, y + size), size, turn, "F")
        for i, char in enumerate(text)
    ]


def upright(text: str, x: float = 100, y: float = 100, *, pitch: float = 1.5) -> list[Glyph]:
    return [
        Glyph(char, Box(x, y + i * pitch * SIZE, x + SIZE, y + i * pitch * SIZE + SIZE), SIZE, 0, "F")
        for i, char in enumerate(text)
    ]


def words(glyphs: list[Glyph], rules: list[Box] | None = None) -> list[str]:
    return sorted(word.text for word in group_words(glyphs, rules or [], 1000, 1000))


CASES = [
    ("one run", line("发票号码"), ["发票号码"]),
    ("a wide gap", line("名称") + line("个人", x=200), ["个人", "名称"]),
    ("a blank between letters", line("AUDI Q5"), ["AUDI", "Q5"]),
    ("a jump of size", line("No") + line("12", x=140, y=90, size=40), ["12", "No"]),
    ("bold printed twice", line("金额") + line("金额", x=101), ["金额"]),
    ("letters set apart", line("登记证书", gap=1.0), ["登记证书"]),
    ("digits set apart stay apart", line("123", gap=1.0), ["1", "2", "3"]),
    ("two lines", line("上行") + line("下行", y=124), ["上行", "下行"]),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "glyphs", "expected"), CASES)
def test_runs(_name: str, glyphs: list[Glyph], expected: list[str]) -> None:
    assert words(glyphs) == expected


@pytest.mark.parametrize(("width", "expected"), [(5.0, ["07", "年"]), (1.0, ["年07"])])
def test_a_blank_ends_a_word_unless_nothing_is_left_of_it(width: float, expected: list[str]) -> None:
    glyphs = [
        Glyph("年", Box(100, 100, 120, 120), SIZE, 0, "F"),
        Glyph(" ", Box(120, 100, 120 + width, 120), SIZE, 0, "F"),
        Glyph("0", Box(120 + width, 100, 130 + width, 120), SIZE, 0, "F"),
        Glyph("7", Box(130 + width, 100, 140 + width, 120), SIZE, 0, "F"),
    ]
    assert words(glyphs) == expected


def test_a_ruling_ends_a_word() -> None:
    wall = Box(149.5, 80, 150.5, 140)
    glyphs = line("12", x=110) + line("34", x=151)
    assert words(glyphs) == ["1234"]
    assert words(glyphs, [wall]) == ["12", "34"]


def test_a_seal_over_a_title_does_not_cut_it() -> None:
    title = line("增值税发票", size=48.0)
    seal = line("全国监制", x=130, y=112, size=18.0, gap=1.0)
    assert "增值税发票" in words(title + seal)


def test_a_side_heading_is_one_word() -> None:
    walls = [Box(92, 50, 93, 400), Box(128, 50, 129, 400)]
    assert words(upright("购买方"), walls) == ["购买方"]
    assert words(upright("备注", pitch=3.5), walls) == ["备注"]
    assert words(upright("购买方")) == ["购买方"]


def test_a_ruling_between_two_headings_keeps_them_apart() -> None:
    walls = [Box(92, 50, 93, 400), Box(128, 50, 129, 400), Box(90, 155, 400, 156)]
    assert words(upright("购方销方"), walls) == ["购方", "销方"]


def test_a_column_of_units_stays_apart() -> None:
    walls = [Box(80, 50, 81, 400), Box(180, 50, 181, 400)]
    assert words(upright("个台个"), walls) == ["个", "个", "台"]
    assert words(upright("台个", pitch=1.5), walls) == ["个", "台"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_text_is_read_in_its_direction(turn: int) -> None:
    def turned(glyph: Glyph) -> Glyph:
        box = glyph.box
        placed = {
            90: Box(1000 - box.y1, box.x0, 1000 - box.y0, box.x1),
            180: Box(1000 - box.x1, 1000 - box.y1, 1000 - box.x0, 1000 - box.y0),
            270: Box(box.y0, 1000 - box.x1, box.y1, 1000 - box.x0),
        }[turn]
        return Glyph(glyph.text, placed, glyph.size, turn, glyph.font)

    glyphs = [turned(glyph) for glyph in line("出口货物报关单")]
    (word,) = group_words(glyphs, [], 1000, 1000)
    assert word.text == "出口货物报关单"
    first = glyphs[0].box
    assert first.grown(1).contains(Box(*word.polygon.points[0], *word.polygon.points[0]))


@given(
    st.lists(
        st.tuples(st.text("年A1 ", min_size=1, max_size=1), st.floats(0, 900), st.floats(0, 900)), max_size=40
    )
)
def test_no_character_is_lost_or_made_up(places: list[tuple[str, float, float]]) -> None:
    glyphs = [Glyph(char, Box(x, y, x + SIZE, y + SIZE), SIZE, 0, "F") for char, x, y in places]
    seen = "".join(word.text for word in group_words(glyphs, [], 1000, 1000))
    kept = [glyph.text for glyph in glyphs if glyph.text.strip()]
    assert len(seen) <= len(kept) and set(seen) == set(kept)

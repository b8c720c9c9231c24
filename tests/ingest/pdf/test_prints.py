"""Texts that are printed over each other stay apart, and what is printed twice is read once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geometry import Box
from ingest.pdf.glyphs import Glyph
from ingest.pdf.grouping import group_words

SIZE = 20.0
WIDE = 12.0


def painted(
    text: str, x: float = 100, y: float = 100, *, pitch: float = WIDE, width: float = WIDE
) -> list[Glyph]:
    """Characters painted one after the other, ``pitch`` px from one to the next."""
    return [
        Glyph(char, Box(x + i * pitch, y, x + i * pitch + width, y + SIZE), SIZE, 0, "F")
        for i, char in enumerate(text)
    ]


def interleaved(*texts: list[Glyph]) -> list[Glyph]:
    return [glyph for together in zip(*texts, strict=True) for glyph in together]


def boxed(count: int, x: float, pitch: float) -> list[Box]:
    """The upright sides of a comb of boxes."""
    return [Box(x + i * pitch, 90, x + i * pitch + 1, 130) for i in range(count + 1)]


def words(glyphs: list[Glyph], rules: list[Box] | None = None) -> list[str]:
    return [word.text for word in group_words(glyphs, rules or [], 1000, 1000)]


NUMBER = "LJXCM1AB7RT034519"
TIGHT = painted(NUMBER)

TWICE = [
    ("tight and spaced", TIGHT + painted(NUMBER, 97, pitch=23)),
    ("spaced and tight", painted(NUMBER, 97, pitch=23) + TIGHT),
    ("with blanks between", TIGHT + painted(" ".join(NUMBER), 97, pitch=11)),
    ("in groups", TIGHT + painted("LJXC M1AB 7RT0 34519", 102)),
    ("bold, text by text", TIGHT + painted(NUMBER, 101)),
    ("bold, printed four times", TIGHT + painted(NUMBER, 101) + painted(NUMBER, 100, 101) + painted(NUMBER, 101, 101)),
    ("bold, character by character", interleaved(TIGHT, painted(NUMBER, 102))),
    ("shadow", painted(NUMBER, 105, 103) + TIGHT),
    ("larger below smaller", painted(NUMBER, 95, pitch=14, width=14) + TIGHT),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "glyphs"), TWICE)
def test_one_text_printed_twice_at_one_place_is_one(_name: str, glyphs: list[Glyph]) -> None:
    assert words(glyphs) == [NUMBER]


def test_a_comb_of_boxes_over_a_number_does_not_cut_it() -> None:
    comb = boxed(17, 96, 23)
    assert words(TIGHT + painted(NUMBER, 101, pitch=23), comb) == [NUMBER]


@pytest.mark.parametrize("shift", [0, 3, 6, 9, 13, 18])
def test_two_numbers_over_each_other_are_not_shuffled(shift: int) -> None:
    assert sorted(words(painted("40815") + painted("96237", 100 + shift))) == ["40815", "96237"]


def test_the_same_text_at_two_places_is_two() -> None:
    assert words(painted("2025") + painted("2025", 148 + 20)) == ["2025", "2025"]
    assert words(painted("1100")) == ["1100"]


def test_what_is_filled_in_between_printed_words_stays_in_line() -> None:
    form = painted("年", 150, width=20) + painted("月", 200, width=20) + painted("日", 250, width=20)
    filled = painted("2025", 101) + painted("11", 172) + painted("28", 222)
    assert words(form + filled) == ["2025年11月28日"]


def test_a_text_that_runs_over_its_cell_stays_whole_and_its_neighbour_apart() -> None:
    wall = [Box(180, 80, 181, 140)]
    long, beside = painted("1234567890"), painted("AB12", 186)
    assert sorted(words(long + beside, wall)) == ["1234567890", "AB12"]


def test_texts_on_both_sides_of_a_ruling_stay_apart() -> None:
    assert words(painted("123", 100) + painted("456", 137), [Box(136, 80, 137, 140)]) == ["123", "456"]


@given(
    st.text("ABCDEFGH0123456789", min_size=2, max_size=17),
    st.floats(8, 40),
    st.floats(-6, 6),
)
def test_a_number_printed_over_itself_at_any_pitch_is_read(text: str, pitch: float, shift: float) -> None:
    found = words(painted(text) + painted(text, 100 + shift, pitch=max(pitch, WIDE)))
    assert text in found


@given(st.lists(st.tuples(st.text("A1年 ", min_size=1, max_size=4), st.floats(0, 300)), max_size=12))
def test_no_character_is_made_up(texts: list[tuple[str, float]]) -> None:
    glyphs = [glyph for text, x in texts for glyph in painted(text, x)]
    seen = "".join(words(glyphs))
    kept = "".join(glyph.text for glyph in glyphs if glyph.text.strip())
    assert all(seen.count(char) <= kept.count(char) for char in seen) and set(seen) == set(kept)

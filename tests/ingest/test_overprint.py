"""Words that lie aslant over a page are marked, those of the page are not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from domain.document import Word
from domain.geometry import Box, Polygon
from domain.reading import Limits
from extractors.layout.page import lay_out
from ingest.overprint import with_overprint_marked
from ingest.page import read_page

Make = Callable[..., bytes]


def word(text: str, x: float, y: float, width: float = 300, height: float = 30, deg: float = 0) -> Word:
    cos, sin = math.cos(math.radians(deg)), math.sin(math.radians(deg))
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    return Word(
        text, Polygon(tuple((x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners)), "ocr", 0.9
    )


PAGE = tuple(word(f"line {row}", 100, 100 + 60 * row, 800) for row in range(12))


@pytest.mark.parametrize("deg", [-60, -45, -28, 12, 45, 75])
def test_words_aslant_over_the_page_are_marked(deg: float) -> None:
    found = with_overprint_marked([*PAGE, word("仅供出口申请使用2026年1月5日", 400, 400, 200, 20, deg)])
    assert [one.text for one in found if one.is_overprint] == ["仅供出口申请使用2026年1月5日"]
    assert len(found) == len(PAGE) + 1


@pytest.mark.parametrize(
    "other",
    [
        word("level", 400, 400, deg=3),
        word("upright", 400, 400, deg=90),
        word("章", 400, 400, 30, 30, deg=40),
        word("another paper", 1200, 400, deg=30),
    ],
    ids=["level", "upright", "one character", "beside"],
)
def test_other_words_are_not(other: Word) -> None:
    assert not any(one.is_overprint for one in with_overprint_marked([*PAGE, other]))


def test_a_page_that_leans_as_a_whole_has_none() -> None:
    leaning = [word(f"line {row}", 100, 100 + 60 * row, 800, deg=20) for row in range(12)]
    assert not any(one.is_overprint for one in with_overprint_marked(leaning))


def test_a_watermark_in_a_text_layer_is_marked_and_takes_no_part_in_the_layout(
    make_pdf: Make, engine: Any, limits: Limits
) -> None:
    lines = "".join(
        f"BT /F1 12 Tf 72 {700 - 20 * row} Td (Registration of vehicle {row}) Tj ET " for row in range(20)
    )
    mark = "BT 0.7 g /F1 24 Tf 0.866 0.5 -0.5 0.866 80 420 Tm (USE 2026-01-05 ONLY) Tj ET"
    page = read_page("a.pdf", make_pdf(lines + mark), 1, limits, engine).page
    assert [one.text for one in page.words if one.is_overprint] == ["USE 2026-01-05 ONLY"]
    laid = lay_out(page, "x")
    assert not any("2026" in run.text for run in laid.runs) and len(laid.lines) == 20


def test_any_box_is_level() -> None:
    assert not any(
        w.is_overprint for w in with_overprint_marked([Word("a", Box(0, 0, 9, 1).polygon(), "ocr", 1.0)] * 5)
    )

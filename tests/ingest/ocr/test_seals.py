"""Seeing through red ink."""

from __future__ import annotations

import numpy as np
import pytest

from domain.document import CharacterOption
from ingest.ocr.contract import LineReading
from ingest.ocr.seal_ink import find_seals, red_share, without_red
from ingest.ocr.seal_lines import better, join_regions, merge, relocate, widen

RED, BLACK = (40, 40, 210), (20, 20, 20)


@pytest.fixture
def stamped() -> np.ndarray:
    """A page with a red square and a black bar through it."""
    page = np.full((400, 300, 3), 245, np.uint8)
    page[100:200, 100:200] = RED
    page[148:152, 50:250] = BLACK
    return page


def quad(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def reading(text: str, score: float) -> LineReading:
    return LineReading(text, score, tuple((CharacterOption(c, score),) for c in text))


def test_red_ink_becomes_paper_and_black_under_it_stays(stamped: np.ndarray) -> None:
    grey = without_red(stamped)
    assert grey[120, 150] == pytest.approx(245, abs=3)
    assert grey[150, 150] < 40 and grey[150, 60] < 40


def test_a_page_without_red_is_ordinary_grey() -> None:
    page = np.full((50, 50, 3), 180, np.uint8)
    assert (without_red(page) == 180).all()


def test_a_seal_is_found_where_it_is(stamped: np.ndarray) -> None:
    ((x0, y0, x1, y1),) = find_seals(stamped)
    assert (x0, y0, x1, y1) == pytest.approx((100, 100, 200, 200), abs=4)


def test_red_letters_are_no_seal() -> None:
    page = np.full((800, 600, 3), 245, np.uint8)
    page[100:112, 100:108] = RED
    assert find_seals(page) == []


def test_how_red_a_line_is(stamped: np.ndarray) -> None:
    assert red_share(stamped, quad(100, 140, 200, 160)) == pytest.approx(0.8, abs=0.1)
    assert red_share(stamped, quad(0, 300, 90, 320)) == 0


def test_a_region_grows_until_it_cuts_no_line() -> None:
    region = widen((100, 100, 200, 200), np.array([quad(150, 150, 280, 170)]), (400, 300))
    assert region[2] >= 280 and region[0] < 100


def test_overlapping_regions_are_looked_at_together() -> None:
    assert join_regions([(0, 0, 10, 10), (50, 50, 60, 60), (5, 5, 55, 55)]) == [(0, 0, 60, 60)]


def test_lines_found_again_replace_the_old_ones_and_others_stay() -> None:
    old = np.array([quad(100, 140, 200, 160), quad(100, 180, 200, 195), quad(10, 300, 90, 320)])
    new = np.array([quad(50, 142, 250, 158)])
    merged = merge(old, new, (50, 100, 250, 200))
    assert merged.tolist() == [old[1].tolist(), old[2].tolist(), new[0].tolist()]


def test_a_coloured_form_is_not_looked_at_anew() -> None:
    lines = np.array([quad(100, 140, 200, 160)])

    def fail(_: np.ndarray) -> np.ndarray:
        raise AssertionError("looked at")

    clear = np.zeros((400, 300, 3), np.uint8)
    assert relocate(clear, [(0, 0, 300, 400)], lines, fail).tolist() == lines.tolist()


@pytest.mark.parametrize(
    ("coloured", "clear", "expected"),
    [
        (("L5VAA", 0.7), ("LSVAA", 0.98), "LSVAA"),
        (("No12345678", 0.97), ("12345678", 0.99), "No12345678"),  # the label is printed in red
        (("专用章", 0.6), ("", 0.0), ""),  # letters of the seal itself
        (("粤00123456", 0.95), ("", 0.0), "粤00123456"),  # a number printed in red
    ],
)
def test_the_better_reading_is_believed(
    coloured: tuple[str, float], clear: tuple[str, float], expected: str
) -> None:
    assert better(reading(*coloured), reading(*clear)).text == expected

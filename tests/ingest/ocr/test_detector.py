"""At which size a page is looked at."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.detector import (
    LONG_SIDE,
    LONG_SIDE_MAX,
    first_long_side,
    map_size,
    median_text_height,
    second_long_side,
)


def lines_of_height(px: float) -> np.ndarray:
    """Boxes around text of that height: half as high again as the letters."""
    box = [(0, 0), (300, 0), (300, 1.5 * px), (0, 1.5 * px)]
    return np.array([box] * 5, np.float32)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(32, 2560))
def test_the_network_gets_multiples_of_32(height: int, width: int, long_side: int) -> None:
    size = map_size(height, width, long_side)
    assert all(side % 32 == 0 and side >= 32 for side in size)


def test_a_scan_is_looked_at_smaller_than_it_is() -> None:
    assert first_long_side(3508, 2480) == LONG_SIDE


def test_a_small_cutting_is_at_most_doubled() -> None:
    assert first_long_side(60, 400) == 800


@pytest.mark.parametrize(
    ("text_px", "expected"),
    [
        (40.0, None),  # large print is found at first sight
        (16.0, 2402),  # 6 point at 200 dpi and 5.8 px on the map: wants 15 px
        (8.0, LONG_SIDE_MAX),
    ],
)
def test_small_print_is_looked_at_again_larger(text_px: float, expected: int | None) -> None:
    height, width = 3508, 2480
    again = second_long_side(lines_of_height(text_px), height, width, LONG_SIDE)
    assert again == pytest.approx(expected, abs=900) if expected else again is None
    assert again is None or LONG_SIDE < again <= LONG_SIDE_MAX


def test_a_picture_without_more_detail_is_not_looked_at_again() -> None:
    assert second_long_side(lines_of_height(6), 1100, 800, 1280) is None


def test_no_lines_no_second_look() -> None:
    assert second_long_side(np.zeros((0, 4, 2), np.float32), 3508, 2480, LONG_SIDE) is None


def test_letters_are_two_thirds_of_their_box() -> None:
    assert median_text_height(lines_of_height(20)) == pytest.approx(20)

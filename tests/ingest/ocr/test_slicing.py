"""Cutting very long lines at gaps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ingest.ocr.slicing import LONGEST, cut_points, emptiest


def strip_of_bars(width: int, pitch: int = 40, gap: int = 12) -> np.ndarray:
    """White paper with black bars, as characters with gaps between them."""
    strip = np.full((48, width, 3), 255, np.uint8)
    for x in range(0, width - pitch, pitch):
        strip[8:40, x : x + pitch - gap] = 0
    return strip


def test_a_line_of_usual_length_stays_whole() -> None:
    assert cut_points(strip_of_bars(LONGEST)) == []


@pytest.mark.parametrize("width", [1700, 3000, 6000])
def test_a_long_line_is_cut_in_gaps_into_pieces_that_can_be_read(width: int) -> None:
    strip = strip_of_bars(width)
    cuts = cut_points(strip)
    assert cuts == sorted(cuts)
    assert all((strip[8:40, cut] == 255).all() for cut in cuts)
    edges = [0, *cuts, width]
    assert max(b - a for a, b in pairwise(edges)) <= LONGEST


def test_without_a_gap_the_emptiest_column_is_taken() -> None:
    ink = np.full(100, 200, np.float32)
    ink[47] = 90
    assert emptiest(ink, 50, 20) == pytest.approx(47, abs=1)

"""Long pictures are read in strips: every line once, whole, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import Word
from domain.geometry import Box
from ingest.strips import LONG, SHEET, StripwiseEngine, is_long, strips_of


class BandEngine:
    """Sees each dark run of rows (columns of a lying picture) that is inside its picture; sees nothing in long ones."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def locate(self, image: Any) -> Any:
        height, width = image.shape[:2]
        self.sizes.append((height, width))
        assert max(height, width) <= LONG * min(height, width)
        count, _, stats, _ = cv2.connectedComponentsWithStats((image[:, :, 0] < 128).astype(np.uint8))
        quads = [
            [[x, y], [x + w, y], [x + w, y + h], [x, y + h]] for x, y, w, h, _ in stats[1:count].tolist()
        ]
        return np.array(quads, np.float32).reshape(-1, 4, 2)

    def read_page(self, image: Any, lines: Any = None, readings: Any = None) -> tuple[Word, ...]:
        return tuple(
            Word(str(int(q[2, 1] - q[0, 1])), Box(*map(float, (*q[0], *q[2]))).polygon(), "ocr:fake@1", 0.9)
            for q in lines
        )

    def read_lines(self, crops: Sequence[Any], expects: Sequence[str] = ()) -> list[Any]:
        return []


def bands(size: tuple[int, int], step: int, thick: int) -> Any:
    """(height, width) with black bands across, inside the margins."""
    picture = np.full((*size, 3), 255, np.uint8)
    for y in range(30, size[0] - 30 - thick, step):
        picture[y : y + thick, 20 : size[1] - 20] = 0
    return picture


@pytest.mark.parametrize("size", [(3000, 400), (2000, 700), (8580, 1080), (1001, 400)])
def test_every_line_is_found_once_and_whole(size: tuple[int, int]) -> None:
    picture = bands(size, 47, 18)
    engine = StripwiseEngine(BandEngine())
    expected = rows_of(picture)
    quads = engine.locate(picture)
    assert sorted(float(q[0, 1]) for q in quads) == expected
    words = engine.read_page(picture, quads)
    assert sorted(word.box.y0 for word in words) == expected
    assert {word.text for word in words} == {"18"}


def rows_of(picture: Any) -> list[float]:
    dark = picture[:, picture.shape[1] // 2, 0] < 128
    return [float(y) for y in range(1, len(dark)) if dark[y] and not dark[y - 1]]


def test_a_lying_strip_is_read_the_same_way() -> None:
    picture = np.ascontiguousarray(bands((3000, 400), 61, 20).transpose(1, 0, 2))
    engine = StripwiseEngine(BandEngine())
    words = engine.read_page(picture)
    assert sorted(word.box.x0 for word in words) == rows_of(bands((3000, 400), 61, 20))


def test_a_sheet_is_given_whole() -> None:
    inner = BandEngine()
    StripwiseEngine(inner).locate(bands((1400, 1000), 60, 20))
    assert inner.sizes == [(1400, 1000)] and not is_long(bands((2400, 1000), 60, 20))


@given(st.integers(1, 4000), st.floats(1, 60))
def test_strips_cover_the_picture_and_share_it_out(short: int, ratio: float) -> None:
    long_side = round(short * ratio)
    strips = strips_of(long_side, short)
    assert strips[0].start == 0 and strips[-1].end == long_side
    assert strips[0].core_start == 0 and strips[-1].core_end == long_side
    for one, other in pairwise(strips):
        assert one.core_end == other.core_start
        assert one.start <= other.start <= one.core_end <= one.end
        if short >= 20:
            assert one.end - other.start >= 0.1 * short
    assert all(strip.end - strip.start <= round(SHEET * short) for strip in strips)

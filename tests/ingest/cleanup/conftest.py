"""A page with pretend lines of text, and a reader that knows which way up the lines are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from ingest.ocr.contract import LineReading, Picture, Quads

Finder = Callable[..., "InkFinder"]


class InkFinder:
    """Finds the given quads, and reads a crop well when its left end is darker than its right end."""

    def __init__(self, *found: Sequence[Sequence[tuple[float, float]]]) -> None:
        self._found = [np.array(lines, np.float32).reshape(-1, 4, 2) for lines in found]
        self.looks = 0

    def locate(self, image: Picture) -> Quads:
        self.looks += 1
        return self._found[min(self.looks, len(self._found)) - 1]

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        return [LineReading("text", 0.97 if _is_upright(crop) else 0.4) for crop in crops]


def _is_upright(crop: Picture) -> bool:
    width = crop.shape[1]
    return bool(crop[:, : width // 3].mean() < crop[:, -(width // 3) :].mean())


@pytest.fixture
def make_finder() -> Finder:
    return InkFinder


@pytest.fixture
def lines() -> list[list[tuple[float, float]]]:
    """Twelve upright lines, 300 x 20 px, on a page of 600 x 800."""
    return [[(100, y), (400, y), (400, y + 20), (100, y + 20)] for y in range(60, 720, 55)]


@pytest.fixture
def page(lines: list[list[tuple[float, float]]]) -> Picture:
    """Paper of 600 x 800 px whose lines fade from left to right."""
    picture = np.full((800, 600, 3), 240, np.uint8)
    for (x0, y0), (x1, _), (_, y1), _ in lines:
        fade = np.linspace(20, 150, int(x1 - x0)).astype(np.uint8)
        fade[np.arange(len(fade)) // 5 % 2 == 1] = 240  # strokes of 5 px
        picture[int(y0) : int(y1), int(x0) : int(x1)] = fade[None, :, None]
    return picture

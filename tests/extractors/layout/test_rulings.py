from __future__ import annotations

import pytest

from domain.document import Rule
from domain.geometry import Box
from extractors.layout.rulings import rulings_of

WIDTH, HEIGHT = 1000.0, 1400.0
FRAME = [
    (100.0, 100.0, 900.0, 103.0),
    (100.0, 500.0, 900.0, 503.0),
    (100.0, 100.0, 103.0, 503.0),
    (897.0, 100.0, 900.0, 503.0),
]
CASES: dict[str, tuple[list[tuple[float, float, float, float]], int, int]] = {
    "a frame stays": (FRAME, 2, 2),
    "a streak from edge to edge goes": ([*FRAME, (600.0, 0.0, 604.0, 1400.0)], 2, 2),
    "a streak in pieces goes": ([*FRAME, (600.0, 0.0, 604.0, 560.0), (601.0, 620.0, 604.0, 1400.0)], 2, 2),
    "a fold across the sheet goes": ([*FRAME, (0.0, 700.0, 1000.0, 706.0)], 2, 2),
    "a streak alone on a page without rulings goes": ([(600.0, 0.0, 604.0, 1400.0)], 0, 0),
    "pieces that leave most of the page free stay": (
        [*FRAME, (600.0, 0.0, 604.0, 200.0), (601.0, 1200.0, 604.0, 1400.0)], 2, 4),
    "columns of a picture cropped to its frame stay": (
        [(x, 0.0, x + 3.0, end) for x, end in ((300.0, 1400.0), (500.0, 1400.0), (700.0, 1393.0))], 0, 3),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rulings_without_what_a_scanner_draws(case: str) -> None:
    boxes, across, down = CASES[case]
    rulings = rulings_of([Rule(Box(*box)) for box in boxes], 0.0, WIDTH, HEIGHT)
    assert (len(rulings.horizontal), len(rulings.vertical)) == (across, down)

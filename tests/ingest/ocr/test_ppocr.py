"""The main reader's pipeline with a pretend recogniser: no line is read twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.ocr.contract import LineReading, Picture, line_key
from ingest.ocr.ppocr import PpOcr

QUADS = np.array(
    [[(10, y), (110, y), (110, y + 20), (10, y + 20)] for y in (10, 50, 90)],
    np.float32,
)


class Counting(PpOcr):
    """Reads every strip as one word and counts the strips."""

    def __init__(self) -> None:
        super().__init__()
        self.strips = 0

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        self.strips += len(crops)
        return [LineReading("new", 0.9)] * len(crops)


@pytest.mark.parametrize("known", [0, 1, 3])
def test_a_line_that_was_read_is_not_read_again(known: int) -> None:
    reader = Counting()
    readings = {line_key(quad): LineReading("old", 0.95) for quad in QUADS[:known]}
    words = reader.read_page(np.full((130, 130, 3), 255, np.uint8), QUADS, readings)
    assert [word.text for word in words] == ["old"] * known + ["new"] * (3 - known)
    assert reader.strips == 3 - known

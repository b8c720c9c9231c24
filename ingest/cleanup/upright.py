"""Which way up a page is: 0, 90, 180 or 270 degrees.

The shapes of the text boxes tell lying from standing lines; how well a few lines read tells up from down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from ingest.cleanup.line_finder import LineFinder
from ingest.ocr.contract import LineReading, Picture, Quads
from ingest.ocr.line_crop import cut_quad, quad_size
from ingest.ocr.ppocr import turn

SAMPLES = 6
SURELY_UP = 0.9
"""median score of the sampled lines above which nobody looks at them upside down"""
_LONG = 2.5
"""a box this many times as long as thick shows which way its line runs"""
_STANDING = 1.5
"""by how much standing text must outweigh lying text for the page to be turned"""


class Uprightness(msgspec.Struct, frozen=True):
    """How a page lies."""

    turn_deg: int
    """clockwise turn that makes it upright: 0, 90, 180 or 270"""
    readings: Mapping[int, LineReading] = {}
    """what the sampled lines say the right way up, by their index"""

    @property
    def score(self) -> float:
        """Median score of the sampled lines; 0 when there were none."""
        return _median_score(list(self.readings.values()))


def find_uprightness(image: Picture, lines: Quads, reader: LineFinder) -> Uprightness:
    """The turn that makes the page upright; 0 when there is too little text to tell."""
    lying, standing = weigh_directions(lines)
    stands = standing > _STANDING * lying and standing > 0
    samples = choose_samples(lines, stands)
    if not samples:
        return Uprightness(0)
    crops = [cut_quad(image, lines[i]) for i in samples]
    if stands:
        crops = [turn(crop, 90) for crop in crops]
    one_way = reader.read_lines(crops)
    if _median_score(one_way) < SURELY_UP:
        other_way = reader.read_lines([turn(crop, 180) for crop in crops])
        if _median_score(other_way) > _median_score(one_way):
            return Uprightness(90 if stands else 180, dict(zip(samples, other_way, strict=True)))
    return Uprightness(270 if stands else 0, dict(zip(samples, one_way, strict=True)))


def weigh_directions(lines: Quads) -> tuple[float, float]:
    """(px of lying text, px of standing text), long boxes only."""
    sizes = [quad_size(quad) for quad in lines]
    lying = sum(width for width, height in sizes if width > _LONG * height)
    standing = sum(height for width, height in sizes if height > _LONG * width)
    return lying, standing


def choose_samples(lines: Quads, stands: bool) -> list[int]:
    """Indices of the lines that tell best: 4 to 16 times as long as thick, the thickest of them."""
    shapes: list[tuple[float, int]] = []
    for index, quad in enumerate(lines):
        width, height = quad_size(quad)
        length, thickness = (height, width) if stands else (width, height)
        if 4 * thickness <= length <= 16 * thickness:
            shapes.append((thickness, index))
    # the very thickest are titles in fancy letters; take them from the upper half downwards
    shapes.sort(reverse=True)
    skip = max(0, min(len(shapes) // 4, len(shapes) - SAMPLES))
    return [index for _, index in shapes[skip : skip + SAMPLES]]


def _median_score(readings: Sequence[LineReading]) -> float:
    return float(np.median([reading.score for reading in readings])) if readings else 0.0

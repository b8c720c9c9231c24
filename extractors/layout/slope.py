"""The slope that is left on a page after clean-up, and the turn that takes it out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median

from domain.document import Word
from domain.geometry import Box
from extractors.layout.span import Point, corners_of

MIN_SLOPE = math.tan(math.radians(0.15))  # below this a level page is left exactly as it is
MAX_SLOPE = math.tan(math.radians(20.0))  # steeper words are vertical or stamped, not a skewed line


def slope_of(words: Sequence[Word]) -> float:
    """Rise of the base lines in px per px (positive runs down to the right); 0 for a level page.

    The median over words that are clearly wider than high, so that stamps do not count.
    """
    slopes = []
    for word in words:
        tl, tr, br, bl = corners_of(word.polygon)
        dx = (tr[0] + br[0] - tl[0] - bl[0]) / 2
        dy = (tr[1] + br[1] - tl[1] - bl[1]) / 2
        height = abs(bl[1] - tl[1])
        if dx > 3 * height and dx > 0 and abs(dy) < dx * MAX_SLOPE:
            slopes.append(dy / dx)
    if len(slopes) < 3:
        return 0.0
    found = median(slopes)
    return found if abs(found) >= MIN_SLOPE else 0.0


def leveller(slope: float) -> Callable[[Point], Point]:
    """The function that shears a point so that lines of that slope become level (x stays as it is)."""
    if slope == 0.0:
        return lambda point: point
    return lambda point: (point[0], point[1] - slope * point[0])


def level_box(box: Box, slope: float) -> Box:
    """A thin box (a ruling) levelled by its centre; its size stays."""
    shift = slope * box.centre[0]
    return Box(box.x0, box.y0 - shift, box.x1, box.y1 - shift)

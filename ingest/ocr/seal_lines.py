"""Lines of text that a red seal lies over: found and read on the page without its red ink as well.

Print in red (certificate numbers, forms) must not get lost: what was found on the coloured page stays unless the
page without red shows the same place better.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import LineReading, Picture, Quads
from ingest.ocr.seal_ink import Region

TOUCHED = 0.01
"""share of red px from which a line counts as touched by red ink"""
SURE_IN_RED = 0.8
"""score that a line must have to be believed when it exists only in red ink: most such are letters of the seal"""
_SAME = 0.3
"""share of an old box that new ones may cover before it counts as found again"""
_MOST = 0.5
"""share of the page that may be looked at anew; red beyond it is a coloured form, not a seal"""

Locate = Callable[[Picture], Quads]


def relocate(clear: Picture, seals: list[Region], lines: Quads, locate: Locate) -> Quads:
    """All lines, those around the seals found anew on ``clear``, the page without red.

    ``locate`` finds lines in a cut of ``clear``, in px of the cut, at the scale that the page was looked at.
    """
    for region in join_regions([widen(seal, lines, clear.shape[:2]) for seal in seals]):
        x0, y0, x1, y1 = region
        if (x1 - x0) * (y1 - y0) > _MOST * clear.shape[0] * clear.shape[1]:
            continue
        found = locate(np.ascontiguousarray(clear[y0:y1, x0:x1])) + np.array([x0, y0], np.float32)
        lines = merge(lines, found.astype(np.float32), region)
    return lines


def widen(region: Region, lines: Quads, shape: tuple[int, ...]) -> Region:
    """The region made so large that it cuts through no line of text, plus a margin, within the page."""
    x0, y0, x1, y1 = region
    if len(lines):
        low, high = lines.min(axis=1), lines.max(axis=1)
        touching = (low[:, 0] < x1) & (high[:, 0] > x0) & (low[:, 1] < y1) & (high[:, 1] > y0)
        if touching.any():
            x0, y0 = (min(a, int(b)) for a, b in zip((x0, y0), low[touching].min(axis=0), strict=True))
            x1, y1 = (max(a, int(b)) for a, b in zip((x1, y1), high[touching].max(axis=0), strict=True))
    margin = max(8, (y1 - y0) // 20)
    return max(0, x0 - margin), max(0, y0 - margin), min(shape[1], x1 + margin), min(shape[0], y1 + margin)


def join_regions(regions: list[Region]) -> list[Region]:
    """The regions, those that overlap joined into one rectangle."""
    joined: list[Region] = []
    for region in regions:
        for other in [o for o in joined if _overlap(o, region) > 0]:
            joined.remove(other)
            region = (min(other[0], region[0]), min(other[1], region[1]),
                      max(other[2], region[2]), max(other[3], region[3]))  # fmt: skip
        joined.append(region)
    return joined


def merge(lines: Quads, found: Quads, region: Region) -> Quads:
    """``found`` and those of ``lines`` that ``found`` does not show again."""
    boxes = [_box(quad) for quad in found]
    kept = [
        quad
        for quad in lines
        if _overlap(box := _box(quad), region) == 0
        or sum(_overlap(box, other) for other in boxes) < _SAME * max(1, _area(box))
    ]
    return np.array([*kept, *found], np.float32).reshape(-1, 4, 2)


def better(coloured: LineReading, clear: LineReading) -> LineReading:
    """The one of two readings of a line, with and without red ink, that is to be believed."""
    if not clear.text:
        return coloured if coloured.score >= SURE_IN_RED else LineReading("", 0.0)
    # a label in red before a number in black is lost without red; the longer reading is then the whole line
    if coloured.score >= 0.9 and len(coloured.text) > len(clear.text) and clear.text in coloured.text:
        return coloured
    return coloured if coloured.score > clear.score else clear


def _box(quad: NDArray[np.float32]) -> Region:
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    return int(x0), int(y0), int(x1), int(y1)


def _area(region: Region) -> int:
    return (region[2] - region[0]) * (region[3] - region[1])


def _overlap(a: Region, b: Region) -> int:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0, width) * max(0, height)

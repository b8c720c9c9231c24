"""The sheet in a photograph and the light on it, at a size at which a letter is three pixels high."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.cleanup.sheet import find_sheet
from ingest.images import Picture

LONG_SIDE_PX = 640
_INK_GONE_PX = 9
"""of 640 for the 297 mm of A4: 4 mm, wider than any stroke of print"""
_INK = 25
"""grey levels by which ink is darker than the paper around it"""

_DESK = 0.75
"""of the paper's light: darker is something else than the sheet"""
_RIM_PX = 6
_LEAST_DESK = 0.12
"""of the rim of the picture, before there is a desk"""
_NEAR = 0.015
"""of the long side: a side of the sheet so near to the border lies on it"""

Share = tuple[float, float, float, float]
"""x0, y0, x1, y1 as shares of width and height"""


class Surface(msgspec.Struct, frozen=True):
    """A photograph, small: what is sheet, how bright the paper is at each place, what is ink. Arrays (height, width)."""

    sheet: NDArray[np.bool_]
    has_outline: bool
    """whether all four sides of the sheet were seen; else ``sheet`` is the whole picture"""
    light: NDArray[np.uint8]
    """0..255, print taken away"""
    ink: NDArray[np.bool_]

    @property
    def lit(self) -> float:
        """How bright the brighter parts of the paper are, 0..255."""
        return float(np.percentile(self.light[self.sheet], 90))


def find_surface(picture: Picture) -> Surface:
    """The surface seen in a picture (height, width, 3), BGR."""
    scale = LONG_SIDE_PX / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    light = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((_INK_GONE_PX, _INK_GONE_PX), np.uint8))
    quad = find_sheet(small)
    return Surface(
        sheet=_inside(quad, (grey.shape[0], grey.shape[1])),
        has_outline=quad is not None,
        light=np.asarray(light, np.uint8),
        ink=np.asarray(cv2.subtract(light, grey) > _INK, np.bool_),
    )


def find_missing_sides(picture: Picture, surface: Surface) -> tuple[bool, bool, bool, bool]:
    """Which sides of a sheet (left, top, right, bottom) lie beyond the picture; none where no desk is seen at all.

    The picture is set into more of the desk that it shows: where a sheet is found then, its sides along the old
    border are those that the camera did not catch. A scan shows no desk, or a sheet that touches all four borders.
    """
    nowhere = (False, False, False, False)
    if surface.has_outline:
        return nowhere
    small = cv2.resize(picture, surface.light.shape[::-1], interpolation=cv2.INTER_AREA)
    is_desk = surface.light < _DESK * surface.lit
    is_desk[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX] = False
    if is_desk.sum() < _LEAST_DESK * 2 * sum(is_desk.shape) * _RIM_PX:
        return nowhere
    desk = [float(level) for level in np.median(small[is_desk], axis=0)]
    by = LONG_SIDE_PX // 12
    quad = find_sheet(
        np.asarray(cv2.copyMakeBorder(small, by, by, by, by, cv2.BORDER_CONSTANT, value=desk), np.uint8)
    )
    if quad is None:
        return nowhere
    (x0, y0), (x1, y1) = quad.min(axis=0) - by, quad.max(axis=0) - by
    height, width = surface.light.shape
    near = _NEAR * LONG_SIDE_PX
    touching = (x0 <= near, y0 <= near, x1 >= width - near, y1 >= height - near)
    left, top, right, bottom = (bool(each) for each in touching)
    return (left, top, right, bottom) if sum(touching) < 4 else nowhere


def share_of(mask: NDArray[np.bool_]) -> Share:
    """The upright box around what is set in a mask that is not empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    height, width = mask.shape
    x0, x1 = float(columns[0] / width), float((columns[-1] + 1) / width)
    y0, y1 = float(rows[0] / height), float((rows[-1] + 1) / height)
    return round(x0, 3), round(y0, 3), round(x1, 3), round(y1, 3)


def _inside(quad: NDArray[np.float32] | None, shape: tuple[int, int]) -> NDArray[np.bool_]:
    if quad is None:
        return np.ones(shape, np.bool_)
    mask: NDArray[np.uint8] = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(mask, quad.round().astype(np.int32), (1,))
    return np.asarray(mask > 0, np.bool_)

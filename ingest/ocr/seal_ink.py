"""Red ink of seals (公章) over black print: what it looks like and how to see through it. Arithmetic on arrays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

REDNESS = 40
"""by how much red must lead the other channels for a px to be seal ink"""
_LOOK_AT_PX = 800
_LEAST_SIDE = 0.03
"""share of the page's long side that a seal has at least (9 mm on A4)"""
_JOIN_PX = 9

Region = tuple[int, int, int, int]
"""x0, y0, x1, y1 in px"""


def redness(image: Picture) -> NDArray[np.uint8]:
    """(height, width): by how much red leads the stronger of green and blue; 0 where it does not."""
    blue, green, red = cv2.split(image)
    return np.asarray(cv2.subtract(red, cv2.max(blue, green)), np.uint8)


def without_red(image: Picture) -> NDArray[np.uint8]:
    """A grey picture (height, width) in which red ink is as light as paper and black ink under it stays dark.

    Red ink darkens the red channel little, black ink darkens all three: where there is red ink the red channel
    is taken, brightened by as much as the ink darkened it; elsewhere ordinary grey.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    is_red = redness(image) > REDNESS // 2
    if not is_red.any():
        return grey
    x, y, width, height = cv2.boundingRect(is_red.view(np.uint8))
    place = slice(y, y + height), slice(x, x + width)
    red, inside = image[place][:, :, 2], is_red[place]
    paper = float(np.percentile(grey[::4, ::4], 90))
    ink = float(np.median(red[inside]))
    brightened = np.minimum(red.astype(np.float32) * max(1.0, paper / max(ink, 1.0)), max(paper, 1.0))
    grey[place] = np.where(inside, np.maximum(grey[place], brightened), grey[place]).astype(np.uint8)
    return grey


def find_seals(image: Picture) -> list[Region]:
    """The rectangles of connected red ink that are as large as a seal, in px of ``image``."""
    scale = min(1.0, _LOOK_AT_PX / max(image.shape[:2]))
    step = max(
        1, int(1 / scale)
    )  # a seal is large: every other px tells it as well, in a quarter of the time
    small_size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = cv2.resize(image[::step, ::step], small_size, interpolation=cv2.INTER_AREA)
    ink = (redness(np.asarray(small, np.uint8)) > REDNESS).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((_JOIN_PX, _JOIN_PX), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    least = _LEAST_SIDE * max(small.shape[:2])
    height, width = image.shape[:2]
    return [
        (
            int(x / scale),
            int(y / scale),
            min(width, int((x + w) / scale) + 1),
            min(height, int((y + h) / scale) + 1),
        )
        for x, y, w, h, _ in stats[1:count].tolist()
        if min(w, h) >= least
    ]


def red_share(image: Picture, quad: NDArray[np.float32]) -> float:
    """The share of red px in the rectangle around a quad."""
    x0, y0 = quad.min(axis=0).astype(int).clip(0)
    x1, y1 = quad.max(axis=0).astype(int) + 1
    cut = image[y0:y1, x0:x1]
    return float((redness(cut) > REDNESS).mean()) if cut.size else 0.0

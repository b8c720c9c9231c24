"""Print as patches of ink: how high and dark letters are, and which run out of the picture."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

_LEAST_LETTERS = 60
"""fewer patches may be stains; then nothing is said of them"""
_LEAST_PX, _MOST = 4, 1 / 30
"""height of a patch that can be a letter: px, and share of the long side"""
_SHAPE = (0.2, 3.0)
"""width to height"""
_INK = 14
"""grey levels below the mean of the surroundings"""
_AROUND = 1 / 60
"""of the long side: the surroundings"""
_EDGE_PX = 2


class Letters(msgspec.Struct, frozen=True):
    """What the patches of ink of a picture have in common."""

    boxes: NDArray[np.int32]
    """(n, 4): x, y, width, height in px; none when they are too few to be print"""
    height_px: float | None
    """of a letter, px of the picture; None when too few were found"""
    contrast: float | None
    """between the paper and the ink of the middle letter, 0..1 of the paper's brightness"""
    cut: tuple[int, int, int, int]
    """how many letters touch the left, top, right, bottom border"""


def find_letters(grey: NDArray[np.uint8], paper: NDArray[np.bool_]) -> Letters:
    """The letters on ``paper`` (a mask of any size over the same picture) of a picture (height, width)."""
    around = round(max(grey.shape) * _AROUND) | 1
    ink = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, around), _INK
    )
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    found, centres = np.asarray(stats[1:], np.int32), np.asarray(middles[1:], np.float64)
    chosen = _letter_like(found, max(grey.shape)) & _on(paper, centres, grey.shape)
    boxes = found[chosen]
    if len(boxes) < _LEAST_LETTERS:
        return Letters(boxes[:0, :4], None, None, (0, 0, 0, 0))
    heights = boxes[:, cv2.CC_STAT_HEIGHT]
    # Chinese characters fall into several patches, so the larger ones are the letters
    height = float(np.percentile(heights, 75))
    return Letters(
        boxes[:, :4], height, _contrast(grey, boxes[heights >= np.median(heights)]), _cut(boxes, grey.shape)
    )


def _letter_like(found: NDArray[np.int32], long_side: int) -> NDArray[np.bool_]:
    width, height, area = (found[:, c] for c in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    shape = width / np.maximum(height, 1)
    is_sized = (height >= _LEAST_PX) & (height <= _MOST * long_side)
    is_filled = area >= 0.12 * width * height
    return np.asarray(is_sized & is_filled & (shape >= _SHAPE[0]) & (shape <= _SHAPE[1]), np.bool_)


def _on(paper: NDArray[np.bool_], centres: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    x = (centres[:, 0] * paper.shape[1] / shape[1]).astype(int).clip(0, paper.shape[1] - 1)
    y = (centres[:, 1] * paper.shape[0] / shape[0]).astype(int).clip(0, paper.shape[0] - 1)
    return np.asarray(paper[y, x], np.bool_)


def _contrast(grey: NDArray[np.uint8], boxes: NDArray[np.int32]) -> float:
    levels = []
    for x, y, width, height in boxes[:: max(1, len(boxes) // 60), :4]:
        crop = grey[max(0, y - 2) : y + height + 2, max(0, x - 2) : x + width + 2]
        levels.append(1 - float(crop.min()) / max(1.0, float(crop.max())))
    return float(np.median(levels))


def _cut(boxes: NDArray[np.int32], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x0, y0 = boxes[:, cv2.CC_STAT_LEFT], boxes[:, cv2.CC_STAT_TOP]
    x1, y1 = x0 + boxes[:, cv2.CC_STAT_WIDTH], y0 + boxes[:, cv2.CC_STAT_HEIGHT]
    touching = (x0 < _EDGE_PX, y0 < _EDGE_PX, x1 > shape[1] - _EDGE_PX, y1 > shape[0] - _EDGE_PX)
    left, top, right, bottom = (int(each.sum()) for each in touching)
    return left, top, right, bottom

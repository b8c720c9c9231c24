"""Blur, and whether it runs in one direction: the width of the sharpest edges measured four ways."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

CRISP = 14.0
"""letter height divided by edge width for crisp print (``cleanup.measure``)"""
BLURRED = 0.3
"""edges are a quarter of a letter high: the distance of two strokes of a Chinese character"""
HOPELESS = 0.12
"""edges are 0.6 of a letter high: all strokes run together"""
_SHAKEN = 1.9
"""how much wider edges are across the movement than along it; print alone reaches 1.3"""
_LETTER = 1 / 85
"""of the long side: height of a 10 point letter on A4 (``cleanup.measure``)"""
_TILE = 1 / 24
"""of the long side: a part of the picture in which edges are looked for where there are no letters"""
_CONTRAST = 25
"""grey levels between the dark and the light parts of it, with less there is no edge"""
_LETTERS = 80
"""letters looked at"""
_TALLEST = 1.6
"""times the usual height: higher patches are no letters"""
_AROUND_PX = 3
_DIAGONAL = 2**0.5
_OF_LETTER = (95.0, 2.8)
"""which percentile of the slopes of a letter are its edges, and the same of noise of deviation 1"""
_ONE_EDGE = (99.5, 4.0)
"""the same where a single edge may run through a tile of a hundred px"""


class Focus(msgspec.Struct, frozen=True):
    """How sharp a picture is."""

    sharpness: float
    """0..1 in the direction in which it is worst; 1 for crisp print"""
    is_smeared: bool
    """whether it is much worse in one direction than across it"""
    edge_px: float
    """width of the sharpest edges where it is worst"""


def measure_focus(grey: NDArray[np.uint8], boxes: NDArray[np.int32]) -> Focus | None:
    """The sharpness of letters of a picture (height, width); ``boxes`` are (x, y, width, height). None without any."""
    if not len(boxes):
        return None
    noise = measure_noise(grey)
    usual = float(np.median(boxes[:, 3]))
    fair = boxes[(boxes[:, 3] >= usual) & (boxes[:, 3] <= _TALLEST * usual)]
    chosen = fair[:: max(1, len(fair) // _LETTERS)]
    ratios = [box[3] * np.array(_steepness(_cut(grey, box), noise, _OF_LETTER)) for box in chosen]
    middle = np.median(np.array(ratios), axis=0)
    worst, best = float(middle.min()), float(middle.max())
    edge_px = usual / max(worst, 1e-3)
    return Focus(round(min(1.0, worst / CRISP), 3), best > _SHAKEN * worst, edge_px)


def measure_without_letters(grey: NDArray[np.uint8]) -> float:
    """0..1: the sharpness of whatever edges there are, as if a letter were that of A4; 1 where nothing has contrast.

    A straight edge is sharp in one direction only, so the sharper edges of each direction are compared.
    """
    noise, side = measure_noise(grey), max(8, round(max(grey.shape) * _TILE))
    height, width = grey.shape
    tiles = (grey[y : y + side, x : x + side] for y in range(0, height, side) for x in range(0, width, side))
    steep = [
        _steepness(tile.astype(np.float32), noise, _ONE_EDGE)[:2] for tile in tiles if _has_contrast(tile)
    ]
    if not steep:
        return 1.0
    worst = float(np.percentile(np.array(steep), 85, axis=0).min())
    return float(min(1.0, max(grey.shape) * _LETTER * worst / CRISP))


def _has_contrast(tile: NDArray[np.uint8]) -> bool:
    if min(tile.shape) < 4:
        return False
    dark, light = np.percentile(tile[::2, ::2], (5, 95))
    return bool(light - dark >= _CONTRAST)


def measure_noise(grey: NDArray[np.uint8]) -> float:
    """Standard deviation of the camera's noise in grey levels, from what is neither plain nor bent (Immerkaer 1996)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    rough = cv2.filter2D(grey[: grey.shape[0] // 2].astype(np.float32), cv2.CV_32F, kernel)
    return float(np.median(np.abs(np.asarray(rough))) / 0.6745 / 6)


def _cut(grey: NDArray[np.uint8], box: NDArray[np.int32]) -> NDArray[np.float32]:
    x, y, width, height = (int(each) for each in box[:4])
    rows = slice(max(0, y - _AROUND_PX), y + height + _AROUND_PX)
    return grey[rows, max(0, x - _AROUND_PX) : x + width + _AROUND_PX].astype(np.float32)


def _steepness(crop: NDArray[np.float32], noise: float, edges: tuple[float, float]) -> tuple[float, ...]:
    """One over the width in px of the sharpest edges: across, down, along both diagonals."""
    dark, light = np.percentile(crop, (5, 95))
    span = max(float(light - dark), 1.0)
    slopes = (
        np.diff(crop, axis=1),
        np.diff(crop, axis=0),
        (crop[1:, 1:] - crop[:-1, :-1]) / _DIAGONAL,
        (crop[1:, :-1] - crop[:-1, 1:]) / _DIAGONAL,
    )
    percentile, of_noise = edges
    steepest = (float(np.percentile(np.abs(slope), percentile)) for slope in slopes)
    return tuple(max(each**2 - (of_noise * noise) ** 2, 1.0) ** 0.5 / span for each in steepest)

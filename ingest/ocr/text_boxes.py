"""From the detector's probability map to boxes of text lines (differentiable binarisation, Liao et al. 2020).

Pure arithmetic on arrays. Coordinates: px of the map, origin top left.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Quads

INK = 0.3
"""a px of the map above this belongs to text"""
SURE = 0.5
"""mean probability that a box must have"""
GROW = 1.6
"""the map shows shrunken lines; a box grows by area * GROW / circumference"""
MIN_SIDE = 3.0
MAX_BOXES = 3000

FloatMap = NDArray[np.float32]


def find_boxes(probabilities: FloatMap) -> Quads:
    """The quads of all text lines of a (height, width) map of 0..1, corners clockwise from the top left."""
    mask = cv2.dilate((probabilities > INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:MAX_BOXES]:
        centre, (width, height), angle_deg = cv2.minAreaRect(contour)
        if min(width, height) < MIN_SIDE:
            continue
        quad = cv2.boxPoints((centre, (width, height), angle_deg)).astype(np.float32)
        if mean_inside(probabilities, quad) < SURE:
            continue
        # growing a rectangle on all sides is what clipping libraries do with a round join and a new
        # enclosing rectangle, without the polygon arithmetic
        by = 2 * grow_by(width, height)
        grown = cv2.boxPoints((centre, (width + by, height + by), angle_deg)).astype(np.float32)
        found.append(order_corners(grown))
    return np.array(found, np.float32).reshape(-1, 4, 2)


def grow_by(width: float, height: float) -> float:
    """How far each side of a shrunken box moves out, in px."""
    return width * height * GROW / (2 * (width + height))


def mean_inside(probabilities: FloatMap, quad: NDArray[np.float32]) -> float:
    """The mean of the map inside a quad."""
    height, width = probabilities.shape
    x0, y0 = np.clip(np.floor(quad.min(axis=0)), 0, (width - 1, height - 1)).astype(int)
    x1, y1 = np.clip(np.ceil(quad.max(axis=0)), 0, (width - 1, height - 1)).astype(int)
    inside = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(inside, [(quad - (x0, y0)).astype(np.int32)], (1,))
    return float(cv2.mean(probabilities[y0 : y1 + 1, x0 : x1 + 1], inside)[0])


def order_corners(quad: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same corners clockwise, the first one at the top left, for text that leans less than 45 degrees."""
    by_x = quad[np.argsort(quad[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def reading_order(quads: Quads) -> list[int]:
    """Indices of the quads line by line from the top, within a line from the left."""
    if not len(quads):
        return []
    tops, bottoms = quads[:, :, 1].min(axis=1), quads[:, :, 1].max(axis=1)
    middles = (tops + bottoms) / 2
    lefts = quads[:, :, 0].min(axis=1)
    lines: list[list[int]] = []
    for index in np.argsort(middles, kind="stable").tolist():
        last = lines[-1] if lines else None
        # same line when the centre lies within the inner half of the line's first box
        if last is not None and middles[index] - middles[last[0]] < 0.5 * (bottoms[last[0]] - tops[last[0]]):
            last.append(index)
        else:
            lines.append([index])
    return [index for line in lines for index in sorted(line, key=lambda i: float(lefts[i]))]

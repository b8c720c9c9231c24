"""Printed straight lines of a page picture: what is left when everything shorter than a table cell is worn away."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Rule
from domain.geometry import Box

Picture = NDArray[np.uint8]

SHORTEST = 1 / 45  # of the page's long side; the bars of a character are shorter
THICKEST = 1 / 250  # of the long side
MOST = 600
WORKING_SIDE = 2400  # px; rulings do not need more


def find_rulings(picture: Picture) -> tuple[Rule, ...]:
    """Horizontal and vertical rulings as thin boxes in px of ``picture`` (BGR), top to bottom."""
    scale = min(1.0, WORKING_SIDE / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    long_side = max(grey.shape)
    length, thickness = max(12, int(long_side * SHORTEST)), max(4.0, long_side * THICKEST)
    boxes = _runs(np.asarray(dark, np.uint8), (length, 1), thickness)
    boxes += _runs(np.asarray(dark, np.uint8), (1, length), thickness)
    boxes.sort(key=lambda box: -max(box.width, box.height))
    kept = sorted(boxes[:MOST], key=lambda box: (box.y0, box.x0, box.x1))
    return tuple(Rule(Box(b.x0 / scale, b.y0 / scale, b.x1 / scale, b.y1 / scale)) for b in kept)


def _runs(dark: Picture, size: tuple[int, int], thickness: float) -> list[Box]:
    """Long thin runs of ink along one direction, small breaks closed."""
    along = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    gap = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, size[0] // 3), max(1, size[1] // 3)))
    thick = cv2.dilate(dark, np.ones((3, 3), np.uint8))  # a line that leans by a pixel stays one line
    lines = cv2.morphologyEx(cv2.morphologyEx(thick, cv2.MORPH_OPEN, along), cv2.MORPH_CLOSE, gap)
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = []
    for x, y, width, height, _area in stats[1:count].tolist():
        if min(width, height) <= thickness + 2 and max(width, height) >= max(size):
            found.append(Box(float(x), float(y), float(x + width), float(y + height)))
    return found

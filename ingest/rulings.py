"""Printed straight lines of a page picture: what is left when everything shorter than a table cell is worn away."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Rule, Word
from domain.geometry import Box

Picture = NDArray[np.uint8]

SHORTEST = 1 / 40  # of the page's long side
SHORTEST_EM = 2.5  # of the height of a line of text; the bars of its characters are shorter
THICKEST = 1 / 250  # of the long side
EDGE = 0.15  # of a line's height: above and below it a ruling may touch the box of a line
LEAN = 0.01  # of a line's length: what straightening leaves
MOST = 600
WIDEST_GAP = 0.2  # of the shortest ruling: between two dots or dashes
FEWEST_MARKS = 8
SIMPLE = 24  # corners of the border of a dot or dash; characters have more
SHEET = 2**0.5  # long side by short side of a sheet of A4
WORKING_SIDE = 2400  # px; rulings do not need more


def find_rulings(picture: Picture, words: Sequence[Word] = ()) -> tuple[Rule, ...]:
    """Horizontal and vertical rulings as thin boxes in px of ``picture`` (BGR), top to bottom.

    ``words`` are what was read on it; they tell how long the strokes of a character can be.
    """
    line_height = median([min(word.box.width, word.box.height) for word in words] or [0.0])
    scale = min(1.0, WORKING_SIDE / _sheet_side(picture))
    grey: Picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    if scale < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    long_side = _sheet_side(grey)
    length = int(max(12.0, long_side * SHORTEST, SHORTEST_EM * line_height * scale))
    thickness = max(4.0, long_side * THICKEST)
    boxes = _runs(np.asarray(dark, np.uint8), (length, 1), thickness)
    boxes += _runs(np.asarray(dark, np.uint8), (1, length), thickness)
    boxes += _dotted(np.asarray(dark, np.uint8), length, thickness)
    boxes.sort(key=lambda box: -max(box.width, box.height))
    found = [Box(b.x0 / scale, b.y0 / scale, b.x1 / scale, b.y1 / scale) for b in boxes]
    kept = [box for box in found if not _is_in_text(box, words)][:MOST]
    return tuple(Rule(box) for box in sorted(kept, key=lambda box: (box.y0, box.x0, box.x1)))


def _sheet_side(picture: Picture) -> float:
    """The long side in px; of a picture longer than a sheet that of a sheet as wide."""
    return float(min(max(picture.shape[:2]), SHEET * min(picture.shape[:2])))


def _is_in_text(rule: Box, words: Sequence[Word]) -> bool:
    """Whether it runs through the middle of lines of text: strokes of dense small print that ran together."""
    if rule.height > rule.width:
        return False
    inside = 0.0
    for word in words:
        box = word.box
        if box.y0 + EDGE * box.height < rule.centre[1] < box.y1 - EDGE * box.height:
            inside += rule.overlap_x(box)
    return inside > 0.6 * rule.width


def _dotted(dark: Picture, length: int, thickness: float) -> list[Box]:
    """Rulings of dots or dashes, and thin ones broken in the print; fields of dots (tints, patterns) are none."""
    marks = _small_marks(dark, length, thickness)
    if marks is None:
        return []
    gap = int(max(5.0, length * WIDEST_GAP))
    level = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    upright = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
    rows = _runs(np.asarray(level, np.uint8), (length, 1), thickness)
    columns = _runs(np.asarray(upright, np.uint8), (1, length), thickness)
    return _alone(rows, thickness, "y") + _alone(columns, thickness, "x")


def _small_marks(dark: Picture, length: int, thickness: float) -> Picture | None:
    """The ink of separate marks as thin as a ruling and shorter than one; None when they are too few for a ruling."""
    borders, _nesting = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = (cv2.boundingRect(border) for border in borders if len(border) <= SIMPLE)
    small = [box for box in boxes if min(box[2:]) <= thickness / 2 and max(box[2:]) < length]
    if len(small) < FEWEST_MARKS:
        return None
    marks = np.zeros_like(dark)
    for x, y, width, height in small:
        marks[y : y + height, x : x + width] = 255
    return marks


def _alone(rows: Sequence[Box], thickness: float, across: str) -> list[Box]:
    """Those beside which no other runs closer than a line of print could stand between."""
    reach = 2 * thickness
    grown = [
        Box(box.x0, box.y0 - reach, box.x1, box.y1 + reach)
        if across == "y"
        else Box(box.x0 - reach, box.y0, box.x1 + reach, box.y1)
        for box in rows
    ]
    return [
        box
        for box, around in zip(rows, grown, strict=True)
        if sum(around.intersection_area(other) > 0 for other in rows) == 1
    ]


def _runs(dark: Picture, size: tuple[int, int], thickness: float) -> list[Box]:
    """Long thin runs of ink along one direction, steps and small breaks of a line that leans a little closed."""
    straight = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    reach = (max(3, size[0] // 2), max(3, size[1] // 2))
    joined = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, reach))
    # outer borders of connected parts; labelling every px to get the same boxes takes ten times as long
    borders, nesting = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for border, (_next, _before, _child, parent) in zip(
        borders, () if nesting is None else nesting[0], strict=True
    ):
        x, y, width, height = cv2.boundingRect(border)
        if parent < 0 and min(width, height) <= thickness + LEAN * max(width, height):
            found.append(Box(float(x), float(y), float(x + width), float(y + height)))
    return found

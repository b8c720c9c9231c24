"""The four corners of a sheet of paper in a photograph.

When in doubt there is no sheet: a flat scan must never lose its edge.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture, Quads
from ingest.ocr.text_boxes import order_corners

_LOOK_AT_PX = 640
_LEAST_AREA = 0.2
_MOST_AREA = 0.97
_STEP = 18
"""grey levels by which paper must differ from what lies around it"""
_FIT = 0.93
"""share of the outline's area that its four-cornered form must have in common with it"""
_SLACK_PX = 6

Quad = NDArray[np.float32]


def find_sheet(image: Picture, lines: Quads) -> Quad | None:
    """Corners (4, 2) of the sheet in px of ``image``, clockwise from the top left; None when none is clear.

    ``lines`` are the quads of the text: a sheet that would leave text outside is no sheet.
    """
    scale = min(1.0, _LOOK_AT_PX / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for mask in paper_masks(np.asarray(small, np.uint8)):
        quad = four_corners(mask)
        if quad is None or not stands_out(np.asarray(small, np.uint8), quad):
            continue
        corners = np.asarray(quad / scale, np.float32)
        if holds_text(corners, lines, _SLACK_PX / scale):
            return corners
    return None


def paper_masks(small: Picture) -> list[NDArray[np.uint8]]:
    """Guesses at what is paper: bright, and pale. Each (height, width), 255 where paper."""
    blurred = cv2.GaussianBlur(small, (7, 7), 0)
    grey = cv2.cvtColor(blurred, cv2.COLOR_BGR2GRAY)
    saturation = cv2.cvtColor(blurred, cv2.COLOR_BGR2HSV)[:, :, 1]
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, pale = cv2.threshold(saturation, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    close = cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))
    masks = (bright, cv2.bitwise_and(bright, pale), pale)
    return [np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, close), np.uint8) for mask in masks]


def four_corners(mask: NDArray[np.uint8]) -> Quad | None:
    """The corners of the largest area of a mask when it is a quadrilateral of credible size, else None."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = cv2.convexHull(max(contours, key=cv2.contourArea))
    area = cv2.contourArea(outline)
    if not _LEAST_AREA <= area / mask.size <= _MOST_AREA:
        return None
    for share in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(outline, share * cv2.arcLength(outline, True), True)
        if len(corners) == 4:
            quad = order_corners(corners.reshape(4, 2).astype(np.float32))
            fits = cv2.contourArea(quad) >= _FIT * area and _is_sheet_shaped(quad)
            return quad if fits else None
    return None


def stands_out(small: Picture, quad: Quad) -> bool:
    """Whether the picture outside the quad is clearly another surface than inside, on three sides or more."""
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    centre = quad.mean(axis=0)
    differing = 0
    for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        points = start + (end - start) * np.linspace(0.1, 0.9, 25)[:, None]
        inwards = centre - points
        inwards /= np.maximum(np.linalg.norm(inwards, axis=1, keepdims=True), 1e-6)
        inside, outside = _levels(grey, points + 8 * inwards), _levels(grey, points - 8 * inwards)
        if outside is not None and inside is not None and np.abs(inside - outside).max() >= _STEP:
            differing += 1
    return differing >= 3


def holds_text(quad: Quad, lines: Quads, slack_px: float) -> bool:
    """Whether every line of text has its middle inside the quad, give or take ``slack_px``."""
    return all(
        cv2.pointPolygonTest(quad, (float(x), float(y)), True) >= -slack_px for x, y in lines.mean(axis=1)
    )


def _levels(lab: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """The median colour at those of the points that lie in the picture; None when few do."""
    height, width = lab.shape[:2]
    x, y = points[:, 0].round().astype(int), points[:, 1].round().astype(int)
    within = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    if within.sum() < 8:
        return None
    return np.asarray(np.median(lab[y[within], x[within]], axis=0), np.float32)


def _is_sheet_shaped(quad: Quad) -> bool:
    """Whether all four angles are between 55 and 125 degrees."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    cosines = (before * after).sum(axis=1) / np.maximum(
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1), 1e-6
    )
    return bool(np.all(np.abs(cosines) < np.cos(np.radians(55))))

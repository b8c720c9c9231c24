"""The four corners of a sheet of paper in a photograph.

When in doubt there is no sheet: a flat scan must never lose its edge.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.cleanup.sheet_edge import side_support
from ingest.cleanup.sheet_outline import outline_masks
from ingest.ocr.contract import Picture, Quads
from ingest.ocr.text_boxes import order_corners

_LOOK_AT_PX = 640
_LEAST_PX = 160
"""a picture of which less would be looked at is a cutting, not a photograph of a sheet"""
_LEAST_AREA = 0.15
_MOST_AREA = 0.97
_FIT = 0.93
"""share of the outline's area that its four-cornered form must have in common with it"""
_SUPPORT = 0.7
"""share of each side along which the surface must change from paper to something else"""
_SLACK = 0.01
"""of the long side: how far outside the sheet the middle of a line of text may lie"""

Quad = NDArray[np.float32]


def find_sheet(image: Picture) -> Quad | None:
    """Corners (4, 2) of the sheet in px of ``image``, clockwise from the top left; None when none is clear."""
    scale = min(1.0, _LOOK_AT_PX / max(image.shape[:2]))
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    if min(small.shape[:2]) < _LEAST_PX:
        return None
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(small, (3, 3), 0), cv2.COLOR_BGR2LAB), np.float32)
    best: tuple[float, Quad] | None = None
    for mask in outline_masks(small):
        quad = four_corners(mask)
        if quad is None:
            continue
        support = min(side_support(lab, quad))
        worth = support * float(cv2.contourArea(quad))
        if support >= _SUPPORT and (best is None or worth > best[0]):
            best = worth, quad
    return None if best is None else np.asarray(best[1] / scale, np.float32)


def holds_text(quad: Quad, lines: Quads, image: Picture) -> bool:
    """Whether every line of text has its middle inside the quad, or hardly outside it."""
    slack_px = _SLACK * max(image.shape[:2])
    return all(
        cv2.pointPolygonTest(quad, (float(x), float(y)), True) >= -slack_px for x, y in lines.mean(axis=1)
    )


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
            fits = cv2.contourArea(quad) >= _FIT * area and is_sheet_shaped(quad)
            return quad if fits else None
    return None


def is_sheet_shaped(quad: Quad) -> bool:
    """Whether all four angles are between 55 and 125 degrees."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    cosines = (before * after).sum(axis=1) / np.maximum(lengths, 1e-6)
    return bool(np.all(np.abs(cosines) < np.cos(np.radians(55))))

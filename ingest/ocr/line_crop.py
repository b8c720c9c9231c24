"""Cutting lines of text out of a page as straight strips of the height that the recogniser reads."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

LINE_HEIGHT = 48
"""px: what the recogniser was trained on"""
TALL = 1.5
"""a crop this many times as high as wide holds text that runs downwards"""

Quad = NDArray[np.float32]


def quad_size(quad: Quad) -> tuple[float, float]:
    """(width, height) in px along the text and across it."""
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(max(top, bottom)), float(max(left, right))


def is_tall(quad: Quad) -> bool:
    """Whether the text in it runs downwards."""
    width, height = quad_size(quad)
    return height >= TALL * width


def cut_quad(image: Picture, quad: Quad) -> Picture:
    """The content of a quad as an upright picture at the page's own resolution; never empty."""
    width, height = quad_size(quad)
    size = (max(1, round(width)), max(1, round(height)))
    if _is_upright(quad):
        x0, y0 = np.floor(quad.min(axis=0)).astype(int).clip(0)
        x1, y1 = np.ceil(quad.max(axis=0)).astype(int)
        cut = image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
        if cut.size:
            return cut
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    return np.asarray(
        cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def widen(quad: Quad, share: float) -> Quad:
    """The quad moved outwards on every side by ``share`` of the height of its line."""
    width, height = quad_size(quad)
    by = share * min(width, height)
    along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
    across = (quad[2] + quad[3] - quad[0] - quad[1]) / 2
    along *= by / max(float(np.linalg.norm(along)), 1.0)
    across *= by / max(float(np.linalg.norm(across)), 1.0)
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
    return np.asarray(quad + signs[:, :1] * along + signs[:, 1:] * across, np.float32)


def strip_width(width: int, height: int) -> int:
    """The width in px of a crop brought to ``LINE_HEIGHT``: in its own proportion, at least 8."""
    return max(8, round(width * LINE_HEIGHT / height))


def to_strip(crop: Picture) -> Picture:
    """The crop at ``LINE_HEIGHT`` px."""
    height, width = crop.shape[:2]
    size = (strip_width(width, height), LINE_HEIGHT)
    way = cv2.INTER_AREA if height > 2 * LINE_HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(crop, size, interpolation=way), np.uint8)


def _is_upright(quad: Quad) -> bool:
    """Whether the quad is so nearly a rectangle along the axes that a plain slice holds its text."""
    lean = np.abs(quad[1, 1] - quad[0, 1]) + np.abs(quad[2, 1] - quad[3, 1])
    lean = max(float(lean) / 2, float(np.abs(quad[3, 0] - quad[0, 0]) + np.abs(quad[2, 0] - quad[1, 0])) / 2)
    return lean <= max(1.0, 0.04 * min(quad_size(quad)))

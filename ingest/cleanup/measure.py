"""How well a page picture can be read: blank, sharp, bright, washed out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Quality
from ingest.ocr.contract import Picture, Quads
from ingest.ocr.line_crop import quad_size

_LINES_LOOKED_AT = 40
_CRISP = 14.0
"""letter height divided by the width of its edges for crisp print; at 0.3 of it one character in 60 is misread"""
_FEW_LINES = 5
"""with fewer lines found, blur may be why, and the whole picture is measured instead"""
_TILE = 1 / 24
"""of the long side: a tile of a picture in which edges are measured where no line was found"""
_LETTER = 1 / 85
"""of the long side: height of a 10 point letter on A4"""
_CONTRAST = 25
"""grey levels between ink and paper below which there is nothing to measure"""
_WHITE = 250
_PAPER_MAX = 235
"""paper brighter than this is a scan's white, where glare cannot be told from paper"""


def measure_quality(picture: Picture, lines: Quads) -> Quality:
    """The measures of a clean page; turn, skew and rectification are filled in by whoever did them."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    return Quality(
        is_blank=not len(lines) and is_blank(grey),
        sharpness=round(measure_sharpness(grey, lines), 3),
        brightness=round(float(np.percentile(grey[::4, ::4], 80)) / 255, 3),
        glare=round(measure_glare(grey), 4),
    )


def is_blank(grey: NDArray[np.uint8]) -> bool:
    """Whether next to nothing is on the page: under 1 in 2,000 px differs much from its surroundings."""
    half = (max(1, grey.shape[1] // 2), max(1, grey.shape[0] // 2))
    small = cv2.resize(grey, half, interpolation=cv2.INTER_AREA)
    margin_y, margin_x = small.shape[0] // 25, small.shape[1] // 25
    inner = small[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x]
    if inner.size == 0:
        return True
    paper = cv2.medianBlur(inner, 31)
    return bool((cv2.absdiff(inner, paper) > 40).mean() < 0.0005)


def measure_sharpness(grey: NDArray[np.uint8], lines: Quads) -> float:
    """0..1: letter height over edge width in the median line, 1 for crisp print; 1 when there is no text."""
    if len(lines) < _FEW_LINES:
        ratios = _tile_ratios(grey)
    else:
        chosen = lines[:: max(1, len(lines) // _LINES_LOOKED_AT)]
        ratios = [min(quad_size(quad)) / 1.5 / edge for quad in chosen if (edge := _line_edge(grey, quad))]
    return float(np.clip(np.median(ratios) / _CRISP, 0, 1)) if ratios else 1.0


def _line_edge(grey: NDArray[np.uint8], quad: NDArray[np.float32]) -> float | None:
    x0, y0 = quad.min(axis=0).astype(int).clip(0)
    x1, y1 = quad.max(axis=0).astype(int)
    return edge_width(grey[y0:y1, x0:x1])


def _tile_ratios(grey: NDArray[np.uint8]) -> list[float]:
    """Letter height over edge width in each part of the picture that has contrast."""
    height, width = grey.shape
    side = max(8, round(max(height, width) * _TILE))
    tiles = [grey[y : y + side, x : x + side] for y in range(0, height, side) for x in range(0, width, side)]
    letter_px = max(height, width) * _LETTER
    return [letter_px / edge for tile in tiles if (edge := edge_width(tile))]


def edge_width(crop: NDArray[np.uint8]) -> float | None:
    """The width in px of the sharpest edges in a crop (height, width); None when it has no contrast."""
    if min(crop.shape) < 6:
        return None
    levels = crop.astype(np.float32)
    dark, light = np.percentile(levels, (5, 95))
    if light - dark < _CONTRAST:
        return None
    slope = np.abs(np.diff(levels, axis=1))
    return float((light - dark) / max(float(np.percentile(slope, 98)), 1.0))


def measure_glare(grey: NDArray[np.uint8]) -> float:
    """Share of the page that is washed out to white, on a photograph whose paper is not white itself."""
    small = cv2.resize(grey, (256, 256), interpolation=cv2.INTER_AREA)
    if np.percentile(small, 60) > _PAPER_MAX:
        return 0.0
    white = cv2.morphologyEx((small >= _WHITE).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    return float(white.mean())

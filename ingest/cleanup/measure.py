"""How well a page picture can be read: blank, sharp, bright, washed out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Quality
from ingest.ocr.contract import Picture, Quads
from ingest.ocr.line_crop import quad_size

_LINES_LOOKED_AT = 40
_CRISP = 9.0
"""letter height divided by the width of its edges, for print that is as sharp as it gets"""
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
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    margin_y, margin_x = small.shape[0] // 25, small.shape[1] // 25
    inner = small[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x]
    if inner.size == 0:
        return True
    paper = cv2.medianBlur(inner, 31)
    return bool((cv2.absdiff(inner, paper) > 40).mean() < 0.0005)


def measure_sharpness(grey: NDArray[np.uint8], lines: Quads) -> float:
    """0..1: letter height over edge width in the median line, 1 for crisp print; 1 when there is no text."""
    step = max(1, len(lines) // _LINES_LOOKED_AT)
    ratios = [ratio for quad in lines[::step] if (ratio := _edge_ratio(grey, quad)) is not None]
    return float(np.clip(np.median(ratios) / _CRISP, 0, 1)) if ratios else 1.0


def _edge_ratio(grey: NDArray[np.uint8], quad: NDArray[np.float32]) -> float | None:
    """Letter height divided by edge width of one line; None for a line with no contrast."""
    x0, y0 = quad.min(axis=0).astype(int).clip(0)
    x1, y1 = quad.max(axis=0).astype(int)
    crop = grey[y0:y1, x0:x1].astype(np.float32)
    if min(crop.shape) < 6:
        return None
    dark, light = np.percentile(crop, (5, 95))
    if light - dark < 25:
        return None
    slope = np.abs(np.diff(crop, axis=1))
    edge_px = (light - dark) / max(float(np.percentile(slope, 98)), 1.0)
    return float(min(quad_size(quad)) / 1.5 / edge_px)


def measure_glare(grey: NDArray[np.uint8]) -> float:
    """Share of the page that is washed out to white, on a photograph whose paper is not white itself."""
    small = cv2.resize(grey, (256, 256), interpolation=cv2.INTER_AREA)
    if np.percentile(small, 60) > _PAPER_MAX:
        return 0.0
    white = cv2.morphologyEx((small >= _WHITE).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    return float(white.mean())

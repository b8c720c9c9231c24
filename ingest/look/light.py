"""Faults of light: too dark, washed out, glare, shadow. Thresholds follow from what print needs, not from pictures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.look.surface import Share, Surface, share_of

DARK = 77
"""brightness of lit paper (0..255) below which ink and paper are less than 60 levels apart; as ``cleanup.advice``"""
HOPELESSLY_DARK = 35
"""below, camera noise (some 8 levels) is as large as the difference between ink and paper"""
_WASHED_PAPER = 240
_WASHED_CONTRAST = 0.2
"""of the paper's brightness, between paper and the print on it; a camera that exposed well leaves 0.6"""
_GLARE_LEVEL = 250
_BESIDE_GLARE = 232
"""paper beside a reflection is clearly darker; where the light falls off slowly there is no reflection"""
_PAPER_SHARE = 0.45
"""of the lit level: darker is not paper but desk"""
_ISLAND = 0.55
"""share of a reflection's surroundings that is darker paper; light from a window reaches an edge of the sheet"""
LEAST_GLARE = 0.004
"""share of the sheet: 60 x 4 mm of A4, one field"""
HOPELESS_GLARE = 0.25
_INK_LEFT = 0.25
"""of the sheet's density of ink: with more, the print under the bright place can be read"""
_LEAST_INK = 0.004
_SHADOW = 0.38
"""of the lit level: deeper shadows hide faint print; at less, print keeps half of its contrast"""
_SHADOW_AREA = (0.08, 0.6)
"""share of the sheet: less is a stamp or a photograph on it, more is not a shadow"""


def is_washed_out(surface: Surface, contrast: float | None) -> bool:
    """Whether bright paper carries print that is nearly as bright. ``contrast`` is that of the letters, 0..1."""
    return contrast is not None and surface.lit >= _WASHED_PAPER and contrast < _WASHED_CONTRAST


def find_glare(surface: Surface) -> tuple[float, Share] | None:
    """Share of the sheet that reflections hide, and where; None when there is none that hides a field."""
    density = float(surface.ink[surface.sheet].mean())
    if density < _LEAST_INK:
        return None
    bright = (surface.light >= _GLARE_LEVEL) & surface.sheet
    core = cv2.morphologyEx(bright.astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(core, np.uint8))
    hidden = np.zeros(bright.shape, np.bool_)
    for number in range(1, count):
        spot = np.asarray(labels == number, np.bool_)
        if _is_reflection(surface, spot, int(stats[number, cv2.CC_STAT_AREA]), density):
            hidden |= spot
    share = float(hidden.sum() / surface.sheet.sum())
    return (share, share_of(hidden)) if share >= LEAST_GLARE else None


def _is_reflection(surface: Surface, spot: NDArray[np.bool_], area: int, density: float) -> bool:
    if float(surface.ink[spot].mean()) > _INK_LEFT * density:
        return False
    reach = round(max(6.0, 0.35 * area**0.5))
    inside = (slice(reach, -reach), slice(reach, -reach))
    # what of the surroundings lies outside the picture counts as surroundings without darker paper
    padded = np.pad(spot.astype(np.uint8), reach)
    ring = cv2.dilate(padded, _disc(reach)) > cv2.dilate(padded, _disc(reach - 2))
    levels = surface.light[np.asarray(ring, np.bool_)[inside] & surface.sheet]
    is_paper = (levels >= _PAPER_SHARE * _GLARE_LEVEL) & (levels <= _BESIDE_GLARE)
    return bool(is_paper.sum() >= _ISLAND * max(1, int(ring.sum())))


def _disc(radius: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2), np.uint8)


def find_shadow(surface: Surface) -> Share | None:
    """Where a deep shadow lies on a sheet whose outline is known (else a dark desk would be one)."""
    if not surface.has_outline:
        return None
    inner = cv2.erode(surface.sheet.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    dim = (surface.light < _SHADOW * surface.lit) & inner
    smooth = cv2.morphologyEx(dim.astype(np.uint8), cv2.MORPH_OPEN, np.ones((25, 25), np.uint8)) > 0
    share = float(smooth.sum() / max(1, int(inner.sum())))
    low, high = _SHADOW_AREA
    return share_of(np.asarray(smooth, np.bool_)) if low <= share <= high else None

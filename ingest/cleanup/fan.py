"""Lines of text that spread like a fan, because a page was photographed from its side. Arithmetic on quads.

With the slopes of the lines growing with their height on the page, ``slope = s0 + spread * y``, all lines meet at
``x = -1 / spread``; the plane transform that sends that point to infinity makes them parallel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.cleanup.transform import Matrix, Size
from ingest.ocr.contract import Quads

LEAST = 0.012
"""difference in slope between the top and the bottom of the page that is worth correcting (0.7 degrees)"""
MOST = 0.6
_LONG = 5.0
_LEAST_LINES = 8
_LEAST_SPAN = 0.35
"""share of the page's height over which the lines must be spread to tell"""
_EXPLAINED = 0.5
"""share of the slopes' scatter that the fan must explain"""


def measure_spread(lines: Quads, size: Size) -> float:
    """By how much the slope of the text grows for each px downwards; 0 when it does not, or cannot be told."""
    along = (lines[:, 1] + lines[:, 2] - lines[:, 0] - lines[:, 3]) / 2
    across = (lines[:, 2] + lines[:, 3] - lines[:, 0] - lines[:, 1]) / 2
    tell = np.linalg.norm(along, axis=1) > _LONG * np.linalg.norm(across, axis=1)
    if tell.sum() < _LEAST_LINES:
        return 0.0
    slopes = (along[tell, 1] / along[tell, 0]).astype(np.float64)
    heights = lines[tell].mean(axis=1)[:, 1].astype(np.float64)
    if np.ptp(heights) < _LEAST_SPAN * size[1]:
        return 0.0
    spread, explained = fit_slope(heights, slopes)
    return spread if LEAST <= abs(spread) * size[1] <= MOST and explained >= _EXPLAINED else 0.0


def fit_slope(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """(slope, share of the scatter explained) of a line through points, by the median of the slopes of all
    pairs (Theil 1950, Sen 1968): half of the points but one may be astray."""
    i, j = np.triu_indices(len(x), 1)
    apart = np.abs(x[i] - x[j]) > 0.1 * np.ptp(x)
    slope = float(np.median((y[i] - y[j])[apart] / (x[i] - x[j])[apart]))
    rest = y - slope * x
    before, after = _scatter(y), _scatter(rest)
    return slope, 0.0 if before == 0 else 1 - after / before


def close_fan(spread: float, size: Size) -> tuple[Matrix, Size]:
    """The matrix that makes the lines parallel, and the size that holds the whole page after it."""
    width, height = size
    middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    matrix = np.array([[1, 0, 0], [0, 1, 0], [spread, 0, 1]]) @ middle
    corners = matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]])
    x, y = corners[:2] / corners[2]
    back = np.array([[1, 0, -x.min()], [0, 1, -y.min()], [0, 0, 1]])
    return back @ matrix, (round(float(np.ptp(x))), round(float(np.ptp(y))))


def _scatter(values: NDArray[np.float64]) -> float:
    """Median distance from the median."""
    return float(np.median(np.abs(values - np.median(values))))

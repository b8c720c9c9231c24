"""The small angle by which the lines of an upright page lean. Arithmetic on quads, no pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Quads

LEAST_DEG = 0.2
"""a lean below this moves the end of an A4 line by less than half its height"""
MOST_DEG = 30.0
_LONG = 4.0


def measure_skew(lines: Quads) -> float:
    """The angle in degrees by which the text falls to the right (clockwise lean); 0 when too little tells it.

    The median over the long lines, weighted by their length.
    """
    along = (lines[:, 1] + lines[:, 2] - lines[:, 0] - lines[:, 3]) / 2
    across = (lines[:, 2] + lines[:, 3] - lines[:, 0] - lines[:, 1]) / 2
    lengths = np.linalg.norm(along, axis=1)
    tell = lengths > _LONG * np.linalg.norm(across, axis=1)
    if tell.sum() < 3:
        return 0.0
    angles = np.degrees(np.arctan2(along[tell, 1], along[tell, 0]))
    angle = weighted_median(angles, lengths[tell])
    return angle if LEAST_DEG <= abs(angle) <= MOST_DEG else 0.0


def weighted_median(values: NDArray[np.floating], weights: NDArray[np.floating]) -> float:
    """The value at which half of the weight lies below."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(total, total[-1] / 2))])

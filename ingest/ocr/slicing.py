"""Cutting very long lines at gaps between characters, so that none is squashed or too long to read.

Arithmetic on arrays; a strip is (48, width, 3) as the recogniser reads it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

LONGEST = 1600
"""px at 48 px line height: about 33 Chinese characters"""


def cut_points(strip: Picture) -> list[int]:
    """Columns at which to cut a strip, ascending; none for a strip of usual length."""
    width = strip.shape[1]
    if width <= LONGEST:
        return []
    pieces = -(-width // LONGEST) + 1
    ink = column_ink(strip)
    reach = width // pieces // 3
    return [emptiest(ink, round(width * k / pieces), reach) for k in range(1, pieces)]


def column_ink(strip: Picture) -> NDArray[np.float32]:
    """How much each column of the strip varies from top to bottom: 0 in a gap, more where a stroke passes."""
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    return np.asarray(grey[4:-4].max(axis=0).astype(np.float32) - grey[4:-4].min(axis=0), np.float32)


def emptiest(ink: NDArray[np.float32], near: int, reach: int) -> int:
    """The middle of the widest gap within ``reach`` of ``near``; the emptiest column when there is no gap."""
    start, end = max(0, near - reach), min(len(ink), near + reach)
    window = ink[start:end]
    level = window.min() + 0.25 * (window.max() - window.min())
    empty = np.concatenate(([False], window <= level, [False]))
    edges = np.flatnonzero(np.diff(empty.astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    widest = int(np.argmax(ends - begins))
    return start + int(begins[widest] + ends[widest]) // 2

"""Where a code may be on a page: places with far more edges than print has. They can then be enlarged one by one."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box

Picture = NDArray[np.uint8]

WORKING_SIDE = 1400  # px; long side that the search works at
WINDOW = 15  # px of the working picture over which edges are counted; a few bars or modules
STEP = 3  # px of the working picture; a mean over the window need not be looked at in every px
DENSE = 0.45  # of the strongest place: less is print
WEAKEST = 14.0  # mean edge strength, grey levels; fainter is paper
SMALLEST = (40, 14)  # px of the working picture: long and short side
LARGEST = 0.5  # share of the page
MOST = 6


def find_code_regions(grey: Picture) -> tuple[Box, ...]:
    """Up to ``MOST`` places in px of ``grey``, the most likely first: linear codes, then matrix codes."""
    scale = min(1.0, WORKING_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    across = cv2.convertScaleAbs(cv2.Sobel(small, cv2.CV_16S, 1, 0), alpha=1 / 4)
    along = cv2.convertScaleAbs(cv2.Sobel(small, cv2.CV_16S, 0, 1), alpha=1 / 4)
    difference = cv2.subtract(across, along, dtype=cv2.CV_16S)
    both = cv2.min(across, along)
    found: list[tuple[float, Box]] = []
    for strength in (difference, -difference, cv2.add(both, both, dtype=cv2.CV_16S)):
        found += _places(np.asarray(strength, np.int16))
    found.sort(key=lambda one: -one[0])
    return tuple(Box(b.x0 / scale, b.y0 / scale, b.x1 / scale, b.y1 / scale) for _, b in found[:MOST])


def _places(strength: NDArray[np.int16]) -> list[tuple[float, Box]]:
    mean = np.ascontiguousarray(cv2.blur(strength, (WINDOW, WINDOW))[::STEP, ::STEP])
    limit = max(WEAKEST, DENSE * float(mean.max(initial=0)))
    dense = np.asarray(mean > limit, np.uint8)
    joined = cv2.morphologyEx(dense, cv2.MORPH_CLOSE, np.ones((WINDOW // STEP, WINDOW // STEP), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index, (x, y, width, height, area) in enumerate(stats[1:count].tolist(), 1):
        is_small = max(width, height) * STEP < SMALLEST[0] or min(width, height) * STEP < SMALLEST[1]
        if is_small or area > LARGEST * mean.size:
            continue
        inside = labels[y : y + height, x : x + width] == index
        score = float(mean[y : y + height, x : x + width][inside].sum())
        x0, y0, x1, y1 = (float(STEP * end) for end in (x, y, x + width, y + height))
        found.append((score, Box(x0, y0, x1, y1)))
    return found

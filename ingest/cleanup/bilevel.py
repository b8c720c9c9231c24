"""Pictures of only black and white, as fax machines and some scanners make them: their stairs made smooth.

Both readers were trained on letters with soft edges: smoothed, 327 instead of 318 of 348 generated values are read
exactly by the main reader, 92 instead of 74 of 144 by the second.
"""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.contract import Picture

_SMOOTH = 1 / 2400
"""of the long side: standard deviation of the smoothing, 1 px for A4 at 200 dpi"""
_LEAST_PX = 0.6
_GREYS = 0.05
"""px of middle grey for each dark px, below which a picture has no greys"""


def is_bilevel(image: Picture) -> bool:
    """Whether the picture has black and white only (what JPEG adds around letters does not count)."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)[::2, ::2]
    dark = int((grey <= 80).sum())
    return dark > 0 and int(((grey > 80) & (grey < 175)).sum()) < _GREYS * dark


def smooth_bilevel(image: Picture) -> Picture:
    """The picture with soft edges when it is bilevel, else the very same picture."""
    if not is_bilevel(image):
        return image
    deviation = max(_LEAST_PX, max(image.shape[:2]) * _SMOOTH)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), deviation), np.uint8)

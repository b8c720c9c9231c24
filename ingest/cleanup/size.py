"""Any decoded picture as BGR of a size that can be worked with."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

LONG_SIDE_MAX = 3600
"""px: A4 at 300 dpi is 3508"""

PIXELS_MAX = 25_000_000
"""px of a picture that is longer than a sheet"""
SHEET = 2**0.5
"""long side by short side of a sheet of A4"""


def to_bgr(image: NDArray[np.generic]) -> Picture:
    """The picture as (height, width, 3) of uint8 in BGR order; transparency becomes white paper.

    Takes grey, BGR and BGRA, 8 or 16 bit. ``ValueError`` for anything else.
    """
    if image.dtype == np.uint16:
        image = (image.astype(np.uint32) >> 8).astype(np.uint8)
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or 0 in image.shape[:2]:
        raise ValueError(f"not a picture: {image.dtype} of shape {image.shape}")
    image = image.astype(np.uint8, copy=False)
    if image.ndim == 2 or image.shape[2] == 1:
        grey = image.reshape(image.shape[:2])
        return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2), np.uint8)
    if image.shape[2] == 4:
        colour, share = np.split(image.astype(np.float32), [3], axis=2)
        return np.asarray(255 + (colour - 255) * share / 255).round().astype(np.uint8)
    if image.shape[2] != 3:
        raise ValueError(f"not a picture: {image.shape[2]} channels")
    return np.ascontiguousarray(image, np.uint8)


def limit_size(image: Picture) -> Picture:
    """The picture with a long side of at most ``LONG_SIDE_MAX`` px; of one longer than a sheet its width counts."""
    long_side, short_side = max(image.shape[:2]), min(image.shape[:2])
    sheet_long = min(long_side, short_side * SHEET)
    scale = min(1.0, LONG_SIDE_MAX / sheet_long, (PIXELS_MAX / (long_side * short_side)) ** 0.5)
    return shrink(image, round(long_side * scale))[0]


def shrink(image: Picture, long_side: int) -> tuple[Picture, float]:
    """The picture with a long side of at most ``long_side`` px, and the scale (new px for an old one, up to 1)."""
    scale = long_side / max(image.shape[:2])
    if scale >= 1:
        return image, 1.0
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale

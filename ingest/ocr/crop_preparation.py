"""Making a crop legible for the second reader: no seal on it, letters 40 px high, a margin of paper."""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.contract import Picture
from ingest.ocr.seal_ink import without_red

LETTER_PX = 40
"""height of a line that Tesseract's networks read best"""
MARGIN_PX = 12
_BIGGEST = 4.0


def prepare_crop(crop: Picture) -> Picture:
    """A grey picture (height, width) of the crop, dark letters on light paper, for Tesseract."""
    grey = without_red(crop)
    grey = _enlarged(grey)
    low, high = np.percentile(grey, (2, 98))
    if high - low > 20:
        grey = np.clip((grey.astype(np.float32) - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    if np.median(grey) < 110:
        grey = 255 - grey  # light letters on dark ground
    paper = int(np.percentile(grey, 90))
    return np.asarray(
        cv2.copyMakeBorder(
            grey, MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX, cv2.BORDER_CONSTANT, value=paper
        ),
        np.uint8,
    )


def _enlarged(grey: Picture) -> Picture:
    """The crop at a height where its letters are about ``LETTER_PX`` high; never smaller than a half."""
    scale = float(np.clip(1.5 * LETTER_PX / grey.shape[0], 0.5, _BIGGEST))
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), np.uint8)

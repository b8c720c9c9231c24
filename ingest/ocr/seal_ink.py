"""Red ink of seals (公章) over black print: what it looks like and how to see through it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr.contract import Picture

_REDNESS = 40
"""by how much red must lead the other channels for a px to be seal ink"""


def red_mask(image: Picture) -> NDArray[np.bool_]:
    """(height, width) of truth: where the ink is red rather than black or the paper white."""
    blue, green, red = (image[:, :, channel].astype(np.int16) for channel in range(3))
    return np.asarray((red - np.maximum(blue, green)) > _REDNESS)


def without_red(image: Picture) -> NDArray[np.uint8]:
    """A grey picture (height, width) in which red ink is as light as paper and black ink under it stays dark.

    Red ink hardly darkens the red channel, black ink darkens all three; so where there is red ink the red
    channel is taken, elsewhere ordinary grey.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.where(red_mask(image), np.maximum(grey, image[:, :, 2]), grey).astype(np.uint8)

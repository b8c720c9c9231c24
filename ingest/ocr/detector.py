"""Finding the lines of text on a page."""

from __future__ import annotations

import cv2
import numpy as np

from ingest.ocr.contract import Picture, Quads
from ingest.ocr.network import Network
from ingest.ocr.text_boxes import find_boxes

LONG_SIDE = 1280
"""px; text of an A4 page at 9 point is then 14 px high, and the network finds lines down to about 8 px"""
LONG_SIDE_MAX = 2560
MIN_TEXT_PX = 9.0
"""median line height on the map below which lines get lost or run together"""
WANTED_TEXT_PX = 15.0
_STEP = 32
"""the network halves its input five times"""


class Detector:
    """The PP-OCR detection network with our own post-processing."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def find_lines(self, image: Picture) -> Quads:
        """The quads of the lines of text in px of ``image``, in no order.

        A page of small print is looked at a second time, larger.
        """
        height, width = image.shape[:2]
        long_side = first_long_side(height, width)
        quads = self.find_at(image, long_side)
        again = second_long_side(quads, height, width, long_side)
        return quads if again is None else self.find_at(image, again)

    def find_at(self, image: Picture, long_side: int) -> Quads:
        """The quads found when the long side is brought to ``long_side`` px."""
        height, width = image.shape[:2]
        map_height, map_width = map_size(height, width, long_side)
        small = cv2.resize(image, (map_width, map_height), interpolation=cv2.INTER_AREA)
        batch = np.asarray(cv2.dnn.blobFromImage(small, 1 / 127.5, mean=(127.5, 127.5, 127.5)), np.float32)
        quads = find_boxes(self._network(batch)[0, 0])
        quads *= np.array([width / map_width, height / map_height], np.float32)
        return np.clip(quads, 0, np.array([width - 1, height - 1], np.float32)).astype(np.float32)


def first_long_side(height: int, width: int) -> int:
    """The long side in px at which a picture is looked at first; small pictures at most doubled."""
    return min(LONG_SIDE, 2 * max(height, width))


def second_long_side(quads: Quads, height: int, width: int, long_side: int) -> int | None:
    """The long side for a second, larger look; None when the first was large enough."""
    if not len(quads):
        return None
    scale = long_side / max(height, width)
    text_px = median_text_height(quads) * scale
    if text_px >= MIN_TEXT_PX or scale >= 1:
        return None
    wanted = round(long_side * WANTED_TEXT_PX / max(text_px, 1.0))
    again = min(wanted, LONG_SIDE_MAX, max(height, width))
    return again if again > 1.2 * long_side else None


def median_text_height(quads: Quads) -> float:
    """The median height of the letters in px; a box is about 1.5 times as high as what it holds."""
    sides = np.linalg.norm(quads - np.roll(quads, 1, axis=1), axis=2)
    return float(np.median(sides.min(axis=1))) / 1.5


def map_size(height: int, width: int, long_side: int) -> tuple[int, int]:
    """(height, width) of the network's input: multiples of 32, close to the picture's shape."""
    scale = long_side / max(height, width)
    return (
        max(_STEP, round(height * scale / _STEP) * _STEP),
        max(_STEP, round(width * scale / _STEP) * _STEP),
    )

"""Words that lie aslant over the print of a page: watermarks (仅供…使用) too dark to be taken away, or in a text layer."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import msgspec
import numpy as np

from domain.document import Word
from ingest.cleanup.watermark import APART_DEG, lean_of
from ingest.ocr.line_crop import quad_size

LONG = 2.5
"""a word this many times as long as thick tells how it leans"""
FEWEST = 3
"""words of the page that tell where its print is"""


def with_overprint_marked(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of an upright page, those marked that lean and lie within the area of those that do not.

    A second paper in the picture that leans lies beside the first, not over it.
    """
    leaning = {id(word) for word in words if _leans(word)}
    level = [word for word in words if id(word) not in leaning]
    if not leaning or len(level) < FEWEST:
        return tuple(words)
    points = np.array([point for word in level for point in word.polygon.points], np.float32)
    area = cv2.convexHull(points)

    def is_over(word: Word) -> bool:
        x, y = word.box.centre
        return id(word) in leaning and cv2.pointPolygonTest(area, (float(x), float(y)), False) >= 0

    return tuple(
        msgspec.structs.replace(word, is_overprint=True) if is_over(word) else word for word in words
    )


def _leans(word: Word) -> bool:
    if len(word.polygon.points) != 4:
        return False
    quad = np.array(word.polygon.points, np.float32)
    sides = quad_size(quad)
    lean = lean_of(quad)
    return max(sides) > LONG * min(sides) and APART_DEG < abs(lean) < 90 - APART_DEG

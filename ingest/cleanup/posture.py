"""How a page lies in its picture, and the one transform that makes it upright, flat and straight."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from ingest.cleanup.fan import close_fan, measure_spread
from ingest.cleanup.line_finder import LineFinder
from ingest.cleanup.sheet import find_sheet, holds_text
from ingest.cleanup.skew import measure_skew
from ingest.cleanup.transform import Matrix, Size, carry, flatten, straighten_matrix, turn_matrix, warp
from ingest.cleanup.upright import find_uprightness
from ingest.ocr.contract import LineReading, Picture, Quads
from ingest.ocr.ppocr import turn
from ingest.ocr.text_boxes import order_corners

_LOOK_AGAIN_DEG = 3.0
"""a lean above which the lines are looked for anew on the straightened page"""


class Posture(msgspec.Struct, frozen=True):
    """How a page lies."""

    matrix: Matrix
    """from px of the decoded picture to px of the clean one"""
    size: Size
    """of the clean picture"""
    turn_deg: int
    """clockwise turn that makes it upright"""
    skew_deg: float
    """clockwise lean taken away after that"""
    is_rectified: bool
    """whether a perspective was taken away"""
    score: float
    """how well a few lines read, 0..1; 0 when there were none"""
    lines: Quads
    """the lines of text, px of the clean picture"""
    readings: Mapping[int, LineReading]
    """what those of ``lines`` say that were read to tell up from down, by index"""
    is_askew_found: bool
    """whether the lines were found on so crooked a picture that they are worth looking for again"""

    def apply(self, image: Picture) -> Picture:
        """The clean picture of ``image``, which has the decoded picture's size. Resampled once, or not at all."""
        if self.skew_deg or self.is_rectified:
            return warp(image, self.matrix, self.size)
        return image if self.turn_deg == 0 else turn(image, 360 - self.turn_deg)


def find_posture(image: Picture, finder: LineFinder) -> Posture:
    """How the page in ``image`` lies, told by the edges of its sheet and by its lines of text.

    Lines are looked for once, on the picture as it is, and carried through every transform.
    """
    found = finder.locate(image)
    upright = find_uprightness(image, found, finder)
    flattening, size, is_sheet = _flatten(image, found)
    turning, size = turn_matrix(upright.turn_deg, size)
    lines = _reorder(carry(found, turning @ flattening))
    spread = measure_spread(lines, size)
    closing, size = close_fan(spread, size) if spread else (np.eye(3), size)
    lines = carry(lines, closing)
    skew_deg = measure_skew(lines)
    straightening, size = straighten_matrix(skew_deg, size) if skew_deg else (np.eye(3), size)
    is_lying = upright.turn_deg in (90, 270)
    return Posture(
        matrix=straightening @ closing @ turning @ flattening,
        size=size,
        turn_deg=upright.turn_deg,
        skew_deg=skew_deg,
        is_rectified=is_sheet or spread != 0,
        score=upright.score,
        lines=_reorder(carry(lines, straightening)),
        readings=upright.readings,
        is_askew_found=bool(spread)
        or is_lying
        or max(abs(skew_deg), abs(measure_skew(found))) > _LOOK_AGAIN_DEG,
    )


def posture_as_taken(image: Picture, finder: LineFinder) -> Posture:
    """The posture of a page that is left as it is."""
    size = (image.shape[1], image.shape[0])
    return Posture(np.eye(3), size, 0, 0.0, False, 0.0, _reorder(finder.locate(image)), {}, False)


def _flatten(image: Picture, lines: Quads) -> tuple[Matrix, Size, bool]:
    """(matrix, size of what it gives, whether there is one) of the sheet in a photograph; the picture itself where
    there is no sheet or text lies beside it."""
    sheet = find_sheet(image) if len(lines) else None
    if sheet is not None and holds_text(sheet, lines, image):
        return (*flatten(sheet), True)
    return np.eye(3), (image.shape[1], image.shape[0]), False


def _reorder(lines: Quads) -> Quads:
    return np.array([order_corners(quad) for quad in lines], np.float32).reshape(-1, 4, 2)

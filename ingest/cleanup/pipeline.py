"""The whole clean-up of one page picture."""

from __future__ import annotations

import msgspec
import numpy as np

from domain.document import Problem, Quality
from ingest.cleanup.advice import advise
from ingest.cleanup.fan import close_fan, measure_spread
from ingest.cleanup.line_finder import LineFinder
from ingest.cleanup.measure import measure_quality
from ingest.cleanup.sheet import find_sheet, holds_text
from ingest.cleanup.size import limit_size, shrink, to_bgr
from ingest.cleanup.skew import measure_skew
from ingest.cleanup.transform import (
    Matrix,
    Size,
    carry,
    flatten,
    straighten_matrix,
    turn_matrix,
    warp,
)
from ingest.cleanup.upright import find_uprightness
from ingest.ocr.contract import Picture, Quads
from ingest.ocr.engines import main_reader
from ingest.ocr.ppocr import turn
from ingest.ocr.text_boxes import order_corners

_LOOK_AGAIN_DEG = 3.0
"""a lean above which the lines are looked for anew on the straightened page"""
_GLANCE_PX = 448
"""long side at which text is looked for only to see that none lies beside the sheet; the finder doubles it"""


class Cleaned(msgspec.Struct, frozen=True):
    """A page picture made upright and flat."""

    picture: Picture
    """what people see; all coordinates refer to it"""
    ocr_input: Picture
    """the same size and geometry, treated so that engines read it better"""
    quality: Quality
    problems: tuple[Problem, ...]
    lines: Quads
    """where lines of text are, px of ``picture``: for ``read_page``, so that nothing is looked for twice"""


def clean(image: Picture, reader: LineFinder | None = None) -> Cleaned:
    """Turn, straighten and flatten a page picture, and judge it.

    ``image`` is (height, width[, channels]) of uint8, BGR order; the main reader of the process helps unless
    another one is given.
    """
    finder = reader or main_reader()
    image = limit_size(to_bgr(image))
    flat = _flatten(image, finder)
    upright = find_uprightness(flat.picture, flat.lines, finder)
    turning, size = turn_matrix(upright.turn_deg, flat.size)
    lines = _reorder(carry(flat.lines, turning))
    spread = measure_spread(lines, size)
    closing, size = close_fan(spread, size) if spread else (np.eye(3), size)
    lines = carry(lines, closing)
    skew_deg = measure_skew(lines)
    straightening, size = straighten_matrix(skew_deg, size) if skew_deg else (np.eye(3), size)
    if spread or skew_deg:
        picture = warp(image, straightening @ closing @ turning @ flat.matrix, size)
    else:  # a turn by a right angle moves px and blurs nothing
        picture = flat.picture if upright.turn_deg == 0 else turn(flat.picture, 360 - upright.turn_deg)
    if spread or upright.turn_deg in (90, 270) or abs(skew_deg) > _LOOK_AGAIN_DEG:
        found = finder.locate(picture)
    else:
        found = _reorder(carry(lines, straightening))
    quality = msgspec.structs.replace(
        measure_quality(picture, found),
        turned_deg=upright.turn_deg,
        skew_deg=round(skew_deg, 2),
        is_rectified=flat.is_rectified or spread != 0,
    )
    return Cleaned(picture, picture, quality, advise(quality, picture.shape[:2], found, upright.score), found)


class _Flat(msgspec.Struct, frozen=True):
    """The page before turning: cut out of a photograph, or as it is."""

    picture: Picture
    lines: Quads
    matrix: Matrix
    """from the decoded picture to this one"""
    is_rectified: bool

    @property
    def size(self) -> Size:
        return (self.picture.shape[1], self.picture.shape[0])


def _flatten(image: Picture, finder: LineFinder) -> _Flat:
    """The sheet in a photograph made flat; the picture itself where there is no sheet or text lies beside it."""
    sheet = find_sheet(image)
    if sheet is None:
        return _Flat(image, finder.locate(image), np.eye(3), False)
    glance, scale = shrink(image, _GLANCE_PX)
    lines = finder.locate(glance) / np.float32(scale)
    if not len(lines) or not holds_text(sheet, lines, image):
        return _Flat(image, finder.locate(image), np.eye(3), False)
    matrix, size = flatten(sheet)
    picture = warp(image, matrix, size)
    return _Flat(picture, finder.locate(picture), matrix, True)


def _reorder(lines: Quads) -> Quads:
    return np.array([order_corners(quad) for quad in lines], np.float32).reshape(-1, 4, 2)

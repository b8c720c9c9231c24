"""The whole clean-up of one page picture."""

from __future__ import annotations

import msgspec
import numpy as np

from domain.document import Problem, Quality
from ingest.cleanup.advice import advise
from ingest.cleanup.line_finder import LineFinder
from ingest.cleanup.measure import measure_quality
from ingest.cleanup.sheet import find_sheet
from ingest.cleanup.size import limit_size, to_bgr
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
    lines = finder.locate(image)
    sheet = find_sheet(image, lines)
    height, width = image.shape[:2]
    matrix, size = (np.eye(3), (width, height)) if sheet is None else flatten(sheet)
    flat = image if sheet is None else warp(image, matrix, size)
    flat_lines = carry(lines, matrix)

    upright = find_uprightness(flat, flat_lines, finder)
    turning, size = turn_matrix(upright.turn_deg, size)
    turned_lines = _reorder(carry(flat_lines, turning))
    skew_deg = measure_skew(turned_lines)
    straightening, size = straighten_matrix(skew_deg, size) if skew_deg else (np.eye(3), size)
    picture = _apply(image, straightening @ turning @ matrix, size, upright.turn_deg,
                     is_pure_turn=sheet is None and not skew_deg)  # fmt: skip
    if sheet is not None or upright.turn_deg in (90, 270) or abs(skew_deg) > _LOOK_AGAIN_DEG:
        found = finder.locate(picture)
    else:
        found = _reorder(carry(turned_lines, straightening))
    quality = msgspec.structs.replace(
        measure_quality(picture, found),
        turned_deg=upright.turn_deg,
        skew_deg=round(skew_deg, 2),
        is_rectified=sheet is not None,
    )
    return Cleaned(picture, picture, quality, advise(quality, picture.shape[:2], found, upright.score), found)


def _apply(image: Picture, matrix: Matrix, size: Size, turn_deg: int, *, is_pure_turn: bool) -> Picture:
    """The transformed picture; a turn by a right angle moves px and blurs nothing."""
    if not is_pure_turn:
        return warp(image, matrix, size)
    return image if turn_deg == 0 else turn(image, 360 - turn_deg)


def _reorder(lines: Quads) -> Quads:
    return np.array([order_corners(quad) for quad in lines], np.float32).reshape(-1, 4, 2)

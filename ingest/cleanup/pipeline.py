"""The whole clean-up of one page picture."""

from __future__ import annotations

from functools import partial

import msgspec
import numpy as np

from domain.document import Problem, Quality
from ingest.cleanup.advice import advise
from ingest.cleanup.bilevel import smooth_bilevel
from ingest.cleanup.line_finder import LineFinder
from ingest.cleanup.measure import measure_quality
from ingest.cleanup.posture import Posture, find_posture, posture_as_taken
from ingest.cleanup.size import limit_size, to_bgr
from ingest.cleanup.transform import carry
from ingest.cleanup.watermark import find_watermark, without_watermark
from ingest.ocr.contract import Picture, Quads, Readings, line_key
from ingest.ocr.engines import main_reader
from ingest.optional import attempt, attempt_else
from ingest.problems import problem


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
    readings: Readings
    """what some of ``lines`` say: for ``read_page``, so that nothing is read twice"""


def clean(image: Picture, reader: LineFinder | None = None) -> Cleaned:
    """Turn, straighten and flatten a page picture, and judge it.

    ``image`` is (height, width[, channels]) of uint8 or uint16, BGR order; the main reader of the process helps
    unless another one is given. ``ValueError`` when it is no picture.
    """
    finder = reader or main_reader()
    decoded = limit_size(to_bgr(image))
    treated = attempt("smoothing", partial(smooth_bilevel, decoded), decoded)
    posture = attempt_else(
        "posture", partial(find_posture, treated, finder), partial(posture_as_taken, treated, finder)
    )
    cleared = attempt("watermark", partial(_without_watermark, treated, posture), None)
    if cleared is not None:
        treated = cleared
        posture = attempt_else(
            "posture", partial(find_posture, treated, finder), partial(posture_as_taken, treated, finder)
        )
    picture = posture.apply(decoded)
    ocr_input = picture if treated is decoded else posture.apply(treated)
    lines, readings = posture.lines, posture.readings
    if posture.is_askew_found:
        lines, readings = finder.locate(ocr_input), {}
    quality = msgspec.structs.replace(
        attempt("quality", partial(measure_quality, picture, lines), Quality()),
        turned_deg=posture.turn_deg,
        skew_deg=round(posture.skew_deg, 2),
        is_rectified=posture.is_rectified,
    )
    problems = attempt("quality", partial(advise, quality, picture.shape[:2], lines, posture.score), ())
    if cleared is not None:
        problems += (problem("watermark_left_out"),)
    known = {line_key(lines[index]): reading for index, reading in readings.items()}
    return Cleaned(picture, ocr_input, quality, problems, lines, known)


def _without_watermark(image: Picture, posture: Posture) -> Picture | None:
    """The decoded picture without the watermark that its lines show; None when they show none."""
    lines = carry(posture.lines, np.asarray(np.linalg.inv(posture.matrix), np.float64))
    marks = find_watermark(image, lines)
    return without_watermark(image, marks) if marks is not None else None

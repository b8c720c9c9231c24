"""What to tell the person who took the picture. A picture that reads well is never blamed, only noted."""

from __future__ import annotations

import msgspec

from domain.document import Actor, Problem, Quality, Severity
from ingest.ocr.contract import Quads
from ingest.ocr.detector import median_text_height
from ingest.problems import problem

READS_WELL = 0.85
"""median score of sampled lines above which a picture is good enough whatever the measures say"""
_BLURRED = 0.3
_DARK = 0.3
_GLARE = 0.03
_SMALL_PX = 9.0
"""letter height below which characters are guessed"""
_CUT = 3
"""lines that run into the border before it is said that the page is cut off"""
_BORDER_PX = 2


def advise(quality: Quality, size: tuple[int, int], lines: Quads, sample_score: float) -> tuple[Problem, ...]:
    """The problems of a picture, with what to do about each; ``size`` is (height, width) in px.

    Only what spoils the reading (``sample_score`` low) weighs on the verdict; the rest is a note.
    """
    if quality.is_blank:
        return (problem("page_blank"),)
    faults = [
        code
        for code, is_so in (
            ("picture_blurred", quality.sharpness < _BLURRED),
            ("picture_dark", quality.brightness < _DARK),
            ("picture_glare", quality.glare > _GLARE),
            ("picture_too_small", len(lines) > 0 and median_text_height(lines) < _SMALL_PX),
        )
        if is_so
    ]
    if len(lines) > 0 and count_cut(lines, size) >= _CUT:
        faults.append("page_cut_off")
    found = tuple(problem(code) for code in faults)
    return tuple(map(_as_note, found)) if sample_score >= READS_WELL else found


def count_cut(lines: Quads, size: tuple[int, int]) -> int:
    """How many lines of text run into the left or right border of a picture of ``size`` (height, width)."""
    if not len(lines):
        return 0
    low, high = lines[:, :, 0].min(axis=1), lines[:, :, 0].max(axis=1)
    return int(((low <= _BORDER_PX) | (high >= size[1] - 1 - _BORDER_PX)).sum())


def _as_note(found: Problem) -> Problem:
    return msgspec.structs.replace(found, severity=Severity.NOTE, next_action=Actor.NOBODY)

"""What to tell the person who took a photograph, at once: the machine reads it only later.

Nothing said here enters the result: a picture that reads well all the same is never blamed (``cleanup.advice``).
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from domain.document import Actor, Problem, Severity
from ingest.images import Picture
from ingest.look import light
from ingest.look.focus import BLURRED, HOPELESS, measure_focus, measure_without_letters
from ingest.look.letters import Letters, find_letters
from ingest.look.surface import Share, Surface, find_missing_sides, find_surface
from ingest.problems import problem

SMALL_PX, HOPELESS_PX = 9.0, 6.0
"""letter height in the file: below, characters are guessed (``cleanup.advice``); below, strokes are not there"""
_SHARP_EDGE_PX = 3.0
"""narrower edges are the picture's own resolution: the print is small, not blurred"""
_CUT_LINES = 5
"""letters at the left or right border, one a line, before lines are said to be cut"""
_CUT_LINE = 10
"""letters at the upper or lower border: a line cut along its length"""
_STRIP = 0.06
"""of the picture: how wide the area is that is shown for a cut side"""
_SIDES: tuple[Share, ...] = (
    (0, 0, _STRIP, 1),
    (0, 0, 1, _STRIP),
    (1 - _STRIP, 0, 1, 1),
    (0, 1 - _STRIP, 1, 1),
)
_WEIGHT = {Severity.BLOCK: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.NOTE: 3}


def look_at(picture: Picture, scale: float = 1.0) -> tuple[Problem, ...]:
    """The faults of a photograph, weightiest first.

    ``picture`` is BGR, some 1,400 to 2,800 px long; ``scale`` its px for one px of the file.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    surface = find_surface(picture)
    if surface.lit < light.HOPELESSLY_DARK:
        return (_stated("picture_dark", is_hopeless=True),)
    letters = find_letters(grey, surface.sheet)
    of_print = tuple(_of_print(grey, surface, letters, scale))
    found = (*of_print, *_of_light(surface), *_of_edges(picture, surface, letters))
    return tuple(sorted(found, key=lambda each: _WEIGHT[each.severity]))


def _of_print(grey: NDArray[np.uint8], surface: Surface, letters: Letters, scale: float) -> Iterator[Problem]:
    """Small, blurred or washed out: the first that holds, since each brings the next with it."""
    seen = measure_focus(grey, letters.boxes)
    if seen is None or letters.height_px is None:
        if measure_without_letters(grey) < BLURRED:
            yield _stated("picture_blurred", is_hopeless=True)
        return
    height_px = letters.height_px / scale
    if height_px < SMALL_PX and seen.edge_px / scale < _SHARP_EDGE_PX:
        yield _stated("picture_too_small", is_hopeless=height_px < HOPELESS_PX)
    elif seen.sharpness < BLURRED:
        is_hopeless = seen.sharpness < HOPELESS  # then its direction cannot be told
        code = "picture_shaken" if seen.is_smeared and not is_hopeless else "picture_blurred"
        yield _stated(code, is_hopeless=is_hopeless)
    elif light.is_washed_out(surface, letters.contrast):
        yield _stated("picture_washed_out")


def _of_light(surface: Surface) -> Iterator[Problem]:
    if surface.lit < light.DARK:
        yield _stated("picture_dark")
    if glare := light.find_glare(surface):
        yield _stated("picture_glare", glare[1], is_hopeless=glare[0] >= light.HOPELESS_GLARE)
    if shadow := light.find_shadow(surface):
        yield _stated("picture_shadow", shadow)


def _of_edges(picture: Picture, surface: Surface, letters: Letters) -> Iterator[Problem]:
    if surface.has_outline:
        return
    missing = find_missing_sides(picture, surface)
    for count, needed, is_missing, area in zip(
        letters.cut, (_CUT_LINES, _CUT_LINE) * 2, missing, _SIDES, strict=True
    ):
        if count >= needed:
            yield msgspec.structs.replace(
                _stated("page_cut_off", area), severity=Severity.MEDIUM, next_action=Actor.EXPORTER
            )
        elif is_missing:
            yield _stated("page_edge_outside", area)


def _stated(code: str, area: Share | None = None, *, is_hopeless: bool = False) -> Problem:
    found = msgspec.structs.replace(problem(code, page=1), area=area)
    return msgspec.structs.replace(found, severity=Severity.HIGH) if is_hopeless else found

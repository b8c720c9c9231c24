"""Very long pictures (a bill on a phone as one picture, a till receipt) read in overlapping strips.

A finder of lines brings the long side of a page to one size; of a picture eight times as high as wide nothing would be
left. Each strip has about the shape of a sheet of A4. A line of text belongs to the strip that holds its middle, and is
whole there as long as it is no thicker than half the overlap.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from domain.document import Word
from domain.geometry import Polygon
from ingest.engine import PageEngine
from ingest.ocr.contract import LineReading, Picture, Quads, Readings

LONG = 2.5
"""long side by short side from which a picture is cut; of a less long one enough is left"""
SHEET = 2**0.5
"""the same of a strip"""
OVERLAP = 0.2
"""of the short side"""
SAME = 0.5
"""share of a line's box on another from which both are one line, found in two strips"""


class Strip(msgspec.Struct, frozen=True):
    """A part of a long picture along its long side, px."""

    start: int
    end: int
    core_start: float
    """from here to ``core_end`` no other strip is asked"""
    core_end: float


def is_long(image: Picture) -> bool:
    """Whether a picture is too long to be looked at as a whole."""
    height, width = image.shape[:2]
    return bool(max(height, width) > LONG * min(height, width))


def strips_of(long_side: int, short_side: int) -> tuple[Strip, ...]:
    """Strips that cover ``long_side`` px, each about as long as a sheet is, neighbours overlapping."""
    length = round(SHEET * short_side)
    overlap = round(OVERLAP * short_side)
    count = max(1, -(-(long_side - overlap) // max(1, length - overlap)))
    starts = [round(i * max(0, long_side - length) / max(1, count - 1)) for i in range(count)]
    ends = [min(long_side, start + length) for start in starts]
    seams = [(end + start) / 2 for end, start in zip(ends[:-1], starts[1:], strict=True)]
    cores = zip([0.0, *seams], [*seams, float(long_side)], strict=True)
    return tuple(
        Strip(start, end, low, high) for start, end, (low, high) in zip(starts, ends, cores, strict=True)
    )


class StripwiseEngine:
    """An engine that is given long pictures strip by strip, all others whole."""

    def __init__(self, engine: PageEngine) -> None:
        self._engine = engine

    def locate(self, image: Picture) -> Quads:
        """The quads of the lines of text in px of ``image``."""
        if not is_long(image):
            return self._engine.locate(image)
        found = np.zeros((0, 4, 2), np.float32)
        axis, strips = _cutting(image)
        for strip in strips:
            quads = self._engine.locate(_cut(image, strip, axis)).reshape(-1, 4, 2).copy()
            quads[:, :, axis] += strip.start
            own = quads[_belongs(quads, strip, axis)]
            found = np.concatenate([found, _without_known(own, found)]).astype(np.float32)
        return found

    def read_page(
        self, image: Picture, lines: Quads | None = None, readings: Readings | None = None
    ) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``.

        Of a long picture all lines are read, those of ``readings`` too: a strip has its own coordinates.
        """
        if not is_long(image):
            return self._engine.read_page(image, lines, readings)
        quads = self.locate(image) if lines is None else lines
        axis, strips = _cutting(image)
        words: list[Word] = []
        for strip in strips:
            middles = quads.mean(axis=1)[:, axis] if len(quads) else np.zeros(0)
            own = quads[(middles >= strip.core_start) & (middles < strip.core_end)].copy()
            if len(own):
                own[:, :, axis] -= strip.start
                read = self._engine.read_page(_cut(image, strip, axis), own)
                words += [_moved(word, strip.start, axis) for word in read]
        return tuple(words)

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        """One reading per crop, in order."""
        return self._engine.read_lines(crops, expects)


def _cutting(image: Picture) -> tuple[int, tuple[Strip, ...]]:
    """The axis of points (0 is x, 1 is y) along which a picture is long, and its strips."""
    height, width = image.shape[:2]
    return (1, strips_of(height, width)) if height > width else (0, strips_of(width, height))


def _cut(image: Picture, strip: Strip, axis: int) -> Picture:
    part = image[strip.start : strip.end] if axis == 1 else image[:, strip.start : strip.end]
    return np.ascontiguousarray(part)


def _belongs(quads: Quads, strip: Strip, axis: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which lines have their middle in the core, or so near that the other strip may place it here."""
    low, high = quads[:, :, axis].min(axis=1), quads[:, :, axis].max(axis=1)
    middles, slack = (low + high) / 2, (high - low) / 2
    return np.asarray((middles >= strip.core_start - slack) & (middles <= strip.core_end + slack), np.bool_)


def _without_known(quads: Quads, known: Quads) -> Quads:
    """The lines that are not among ``known`` already."""
    return np.array([quad for quad in quads if not _is_known(quad, known)], np.float32).reshape(-1, 4, 2)


def _is_known(quad: Quads, known: Quads) -> bool:
    if not len(known):
        return False
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    low, high = known.min(axis=1), known.max(axis=1)
    shared_x = np.minimum(high[:, 0], x1) - np.maximum(low[:, 0], x0)
    shared_y = np.minimum(high[:, 1], y1) - np.maximum(low[:, 1], y0)
    shared = np.clip(shared_x, 0, None) * np.clip(shared_y, 0, None)
    smaller = np.minimum((high - low).prod(axis=1), max(float((x1 - x0) * (y1 - y0)), 1.0))
    return bool((shared > SAME * smaller).any())


def _moved(word: Word, shift: int, axis: int) -> Word:
    dx, dy = (0, shift) if axis == 1 else (shift, 0)
    polygon = Polygon(tuple((x + dx, y + dy) for x, y in word.polygon.points))
    return msgspec.structs.replace(word, polygon=polygon)

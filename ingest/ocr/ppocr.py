"""The main reader: PP-OCRv6 small, detection and recognition, in a pipeline of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.document import Word
from domain.geometry import Polygon
from ingest.ocr.contract import LineReading, Picture, Quads, Readings, line_key, source_of
from ingest.ocr.detector import Detector, first_long_side, second_long_side
from ingest.ocr.line_crop import cut_quad, is_tall
from ingest.ocr.models import DETECTION, RECOGNITION
from ingest.ocr.network import Network, load_network
from ingest.ocr.recogniser import Recogniser
from ingest.ocr.seal_ink import find_seals, red_share, without_red
from ingest.ocr.seal_lines import TOUCHED, better, relocate
from ingest.ocr.text_boxes import reading_order
from ingest.optional import attempt

LEGIBLE = 0.5
"""mean score below which what was read is not text but a picture, a seal or dirt"""
DOUBTFUL = 0.75
"""score below which a line is tried the other way round as well"""


class PpOcr:
    """Main reader. Models are loaded on first use; one object per process, never shared between threads.

    ``load`` gives the network of a model's file name.
    """

    name = "ppocrv6"
    version = "2"
    languages = ("chi_sim", "chi_tra", "eng")

    def __init__(self, load: Callable[[str], Network] = load_network) -> None:
        self._load = load
        self._detector: Detector | None = None
        self._recogniser: Recogniser | None = None

    def locate(self, image: Picture) -> Quads:
        """The quads of the lines of text in px of ``image``, in no order, not read yet."""
        return self._get_detector().find_lines(image)

    def read_page(
        self, image: Picture, lines: Quads | None = None, readings: Readings | None = None
    ) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``.

        ``lines`` are the quads that ``locate`` found, where they are known already, ``readings`` what some of them say.
        """
        quads = self.locate(image) if lines is None else lines
        clear, quads = attempt("seals", partial(self._around_seals, image, quads), (None, quads))
        quads = quads[reading_order(quads)]
        read = self._read_quads(image, quads, readings or {})
        if clear is not None:
            again = partial(self._read_under_seals, image, clear, quads, read)
            read = attempt("seals", again, read)
        source = source_of(self)
        return tuple(
            Word(
                text=reading.text,
                polygon=Polygon(tuple((float(x), float(y)) for x, y in quad)),
                source=source,
                score=reading.score,
                characters=reading.characters,
                positions=reading.positions,
            )
            for quad, reading in zip(quads, read, strict=True)
            if reading.text and reading.score >= LEGIBLE
        )

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        """One reading per crop, in order; what is expected makes no difference to this engine."""
        if self._recogniser is None:
            self._recogniser = Recogniser(self._load(RECOGNITION))
        return self._recogniser.read(crops)

    def _get_detector(self) -> Detector:
        if self._detector is None:
            self._detector = Detector(self._load(DETECTION))
        return self._detector

    def _locate_like(self, page: Picture, lines: Quads) -> Callable[[Picture], Quads]:
        """Finds lines in a cut of ``page`` at the scale that suits the whole page."""
        height, width = page.shape[:2]
        long_side = first_long_side(height, width)
        long_side = second_long_side(lines, height, width, long_side) or long_side
        scale = long_side / max(height, width)
        return lambda cut: self._get_detector().find_at(cut, max(32, round(max(cut.shape[:2]) * scale)))

    def _around_seals(self, image: Picture, quads: Quads) -> tuple[Picture | None, Quads]:
        """The page without red ink (None where no seal is) and its lines, those around seals found anew."""
        seals = find_seals(image)
        if not seals:
            return None, quads
        clear = np.asarray(cv2.cvtColor(without_red(image), cv2.COLOR_GRAY2BGR), np.uint8)
        return clear, relocate(clear, seals, quads, self._locate_like(image, quads))

    def _read_under_seals(
        self, image: Picture, clear: Picture, quads: Quads, readings: Sequence[LineReading]
    ) -> list[LineReading]:
        """The readings, those of lines touched by red ink replaced where the page without red reads better."""
        touched = [i for i, quad in enumerate(quads) if red_share(image, quad) > TOUCHED]
        found = list(readings)
        for i, reading in zip(touched, self._read_quads(clear, quads[touched], {}), strict=True):
            found[i] = better(found[i], reading)
        return found

    def _read_quads(self, image: Picture, quads: Quads, known: Readings) -> list[LineReading]:
        keys = [line_key(quad) for quad in quads]
        unread = {key: quad for key, quad in zip(keys, quads, strict=True) if key not in known}
        found = dict(zip(unread, self._read_unknown(image, list(unread.values())), strict=True))
        return [known[key] if key in known else found[key] for key in keys]

    def _read_unknown(self, image: Picture, quads: Sequence[NDArray[np.float32]]) -> list[LineReading]:
        crops = [cut_quad(image, quad) for quad in quads]
        crops = [turn(crop, 90) if is_tall(quad) else crop for crop, quad in zip(crops, quads, strict=True)]
        readings = self.read_lines(crops)
        doubtful = [i for i, reading in enumerate(readings) if reading.score < DOUBTFUL]
        turned = [turn(crops[i], 180) for i in doubtful]
        others = attempt("turned_lines", partial(self.read_lines, turned), [])
        for i, other in zip(doubtful, others, strict=False):
            readings[i] = max(readings[i], other, key=lambda reading: reading.score)
        return readings


def turn(image: Picture, angle_deg: int) -> Picture:
    """The picture turned counter-clockwise by 90, 180 or 270 degrees."""
    ways = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
    return np.asarray(cv2.rotate(image, ways[angle_deg]), np.uint8)

"""The part of the main reader that page reading needs, and the one of this process, loaded when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np

from domain.document import Word
from ingest.cleanup.line_finder import LineFinder
from ingest.confinement import memory_for_models
from ingest.ocr.contract import LineReading, Picture, Quads, Readings


class PageEngine(LineFinder, Protocol):
    """Finds lines and reads pages."""

    def read_page(
        self, image: Picture, lines: Quads | None = None, readings: Readings | None = None
    ) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``."""


class MainReader:
    """The main reader of this process. A page with a good text layer never loads it."""

    def locate(self, image: Picture) -> Quads:
        """The quads of the lines of text in px of ``image``."""
        return _loaded().locate(image)

    def read_page(
        self, image: Picture, lines: Quads | None = None, readings: Readings | None = None
    ) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``."""
        return _loaded().read_page(image, lines, readings)

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        """One reading per crop, in order."""
        return _loaded().read_lines(crops, expects)


@cache
def _loaded() -> PageEngine:
    """The engine with its networks in memory: it has read nothing once."""
    from ingest.ocr.engines import main_reader

    with memory_for_models():
        engine = main_reader()
        blank = np.full((64, 256, 3), 255, np.uint8)
        engine.locate(blank)
        engine.read_lines([np.ascontiguousarray(blank[:48])])
    return engine

"""The part of the main reader that page reading needs, and the one of this process."""

from __future__ import annotations

from typing import Protocol

from domain.document import Word
from ingest.cleanup.line_finder import LineFinder
from ingest.ocr.contract import Picture, Quads


class PageEngine(LineFinder, Protocol):
    """Finds lines and reads pages."""

    def read_page(self, image: Picture, lines: Quads | None = None) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``."""

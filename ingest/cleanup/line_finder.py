"""What clean-up asks of the main reader: where lines of text are, and how well a few of them read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ingest.ocr.contract import LineReading, Picture, Quads


class LineFinder(Protocol):
    """The part of the main reader that clean-up uses."""

    def locate(self, image: Picture) -> Quads:
        """The quads of the lines of text in px of ``image``."""

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str] = ()) -> list[LineReading]:
        """One reading per crop, in order."""

"""What every OCR engine offers. One engine per process, never shared between threads.

Pictures are ``uint8`` arrays of shape (height, width, 3) in BGR order, origin top left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from domain.document import CharacterOption, Word

Picture = NDArray[np.uint8]
"""(height, width, 3), BGR, 0..255"""
Quads = NDArray[np.float32]
"""(n, 4, 2): corners in px, clockwise, the first one at the top left of the text"""


class LineReading(msgspec.Struct, frozen=True):
    """What an engine saw in one crop that holds one line; ``text`` is empty when it saw nothing."""

    text: str
    score: float
    """the engine's own 0..1"""
    characters: tuple[tuple[CharacterOption, ...], ...] = ()
    """per character of ``text`` its alternatives, best first; empty where the engine has none"""
    positions: tuple[float, ...] = ()
    """per character of ``text`` its centre along the line, 0 at the left edge of the crop, 1 at the right"""


Readings = Mapping[bytes, LineReading]
"""what some lines say, by ``line_key`` of their quads"""


def line_key(quad: NDArray[np.float32]) -> bytes:
    """What a line that was found is known by: exactly its corners."""
    return np.ascontiguousarray(quad, np.float32).tobytes()


class OcrEngine(Protocol):
    """A reader of pictures."""

    @property
    def name(self) -> str:
        """``ppocrv6``, ``tesseract`` ...; part of the source that words carry."""

    @property
    def version(self) -> str:
        """Changes whenever the same picture may give other words."""

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-3 codes with script where it matters: ``chi_sim``, ``eng``."""

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        """The words of an upright page in reading order, coordinates in px of ``image``."""

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        """One reading per crop, in order; ``expects`` says per crop what it should hold (``vin``, ``date``,
        ``mileage``, ``amount``, ``digits``, ``code``, ``plate``; empty when nothing is known)."""


def source_of(engine: OcrEngine) -> str:
    """The source that words of this engine carry: ``ocr:<engine>@<version>``."""
    return f"ocr:{engine.name}@{engine.version}"

"""Text folded for finding labels: only letters, digits and Chinese characters, upper case, each with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.character_twins import plain as plain_char
from extractors.layout.span import Glyph


@dataclass(frozen=True)
class Folded:
    """Folded characters and, for each, the index of the glyph it came from."""

    text: str
    places: tuple[int, ...]


def fold(glyphs: Sequence[Glyph]) -> Folded:
    """The folded text of glyphs."""
    chars: list[str] = []
    places: list[int] = []
    for index, glyph in enumerate(glyphs):
        for char in _fold_char(glyph.char):
            chars.append(char)
            places.append(index)
    return Folded("".join(chars), tuple(places))


def fold_text(text: str) -> str:
    """The folded form of a label or title as written in a data file."""
    return "".join(_fold_char(char) for char in text)


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one (common and extension A)."""
    return "\u3400" <= char <= "\u9fff"


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    plain = unicodedata.normalize("NFKC", plain_char(char)).upper()
    return "".join(c for c in plain if c.isalnum())

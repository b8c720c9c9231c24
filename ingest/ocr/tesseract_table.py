"""Tesseract's table of words (its ``tsv`` output) as values, and words as lines. Pure text arithmetic."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from domain.geometry import Box

_WORD_LEVEL = "5"


class Token(msgspec.Struct, frozen=True):
    """One word of the table; px of the picture it was read from."""

    page: int
    """1-based number of the picture in the list"""
    left: int
    top: int
    width: int
    height: int
    confidence: float
    """0..1"""
    text: str

    @property
    def box(self) -> Box:
        """Where it stands."""
        return Box(self.left, self.top, self.left + self.width, self.top + self.height)


def parse_table(table: str) -> list[Token]:
    """The words of a table; lines that are no words (page, block, paragraph, line) are passed over."""
    tokens = []
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) != 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        confidence = max(0.0, float(cells[10]) / 100)
        tokens.append(Token(int(cells[1]), left, top, width, height, confidence, cells[11].strip()))
    return tokens


def join_tokens(tokens: Sequence[Token]) -> tuple[str, float]:
    """(text, score 0..1) of one line: a space between words unless a Chinese character stands beside it.

    chi_sim cuts a line into words at will (tesseract-ocr/tesseract#4031), so a gap of less than a third of
    the line's height between words is no space.
    """
    if not tokens:
        return "", 0.0
    text = tokens[0].text
    for before, after in pairwise(tokens):
        gap = after.left - (before.left + before.width)
        is_space = gap > max(before.height, after.height) / 3
        wide = _is_wide(before.text[-1]) or _is_wide(after.text[0])
        text += (" " if is_space and not wide else "") + after.text
    letters = sum(len(token.text) for token in tokens)
    return text, round(sum(token.confidence * len(token.text) for token in tokens) / letters, 4)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"

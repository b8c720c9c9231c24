"""A page laid out: its words as runs (one line of one cell), lines and ruled cells."""

from __future__ import annotations

from dataclasses import dataclass

from domain.document import Page
from domain.geometry import Box
from extractors.layout.span import Span


@dataclass(frozen=True)
class Line:
    """Runs on one base line, left to right."""

    runs: tuple[Span, ...]


@dataclass(frozen=True)
class Cell:
    """A ruled rectangle with what stands in it, line by line; without rulings there are none."""

    box: Box
    runs: tuple[Span, ...]


@dataclass(frozen=True)
class LaidOutPage:
    """One page with its words in order. Coordinates are px of the page picture, origin top left."""

    file: str
    """sha256 of the file"""
    page: Page
    lines: tuple[Line, ...]
    """top to bottom"""
    cells: tuple[Cell, ...]
    """ruled cells, top to bottom then left to right; empty when the page has no closed rulings"""
    text_height: float
    """median height of a character in px"""
    embedded_xml: tuple[str, ...] = ()
    """e-invoice XML found in the file (the same for all its pages)"""

    @property
    def runs(self) -> tuple[Span, ...]:
        """All runs in reading order."""
        return tuple(run for line in self.lines for run in line.runs)

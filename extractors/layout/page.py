"""A page laid out: its words as runs (one line of one cell), lines and ruled cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from domain.document import Page, Place
from domain.geometry import Polygon
from extractors.layout.cells import Cell, Grid, cells_of
from extractors.layout.combs import joined_combs
from extractors.layout.lines import lines_of, pieces_of
from extractors.layout.rulings import Rulings, rulings_of
from extractors.layout.slope import leveller, slope_of
from extractors.layout.span import Span, join, key_of


@dataclass(frozen=True)
class Line:
    """Runs on one base line, left to right."""

    runs: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Its runs with two spaces between them."""
        return "  ".join(run.text for run in self.runs)


@dataclass(frozen=True)
class LaidOutPage:
    """One page with its words in order.

    Boxes of spans and of rulings are *levelled* (the slope of the page taken out); ``place_of`` gives the place in
    the picture.
    """

    file: str
    """sha256 of the file"""
    page: Page
    lines: tuple[Line, ...]
    """top to bottom"""
    rulings: Rulings
    text_height: float
    """median height of a character in px"""
    embedded_xml: tuple[str, ...] = ()
    """e-invoice XML found in the file (the same for all its pages)"""

    @cached_property
    def runs(self) -> tuple[Span, ...]:
        """All runs in reading order."""
        return tuple(run for line in self.lines for run in line.runs)

    @cached_property
    def text(self) -> str:
        """The page as text, line by line, runs divided by two spaces."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Ruled cells that hold something, top to bottom then left to right."""
        return cells_of(self.runs, self.grid)

    @cached_property
    def grid(self) -> Grid:
        """The rulings, asked for the cell around a place."""
        return Grid(self.rulings)

    @cached_property
    def soft_ends(self) -> frozenset[tuple[int, int]]:
        """The last characters (``key_of``) of lines that were full: their text goes on without a space."""
        return frozenset(
            key_of(run.glyphs[-1])
            for cell in self.cells
            if cell.is_one_text
            for run, goes_on in zip(cell.runs, cell.breaks, strict=False)
            if goes_on
        )

    def flowing(self, spans: Sequence[Span]) -> Span:
        """Lines of one cell as one text, with no space where the line above was full."""
        parts = [spans[0]]
        for span in spans[1:]:
            if key_of(parts[-1].glyphs[-1]) in self.soft_ends:
                parts[-1] = Span((*parts[-1].glyphs, *span.glyphs))
            else:
                parts.append(span)
        return join(parts)

    def place_of(self, span: Span) -> Place:
        """Where a span stands in the picture of this page."""
        return Place(self.file, self.page.number, span.polygon, self.page.dpi)

    def place_of_polygon(self, polygon: Polygon) -> Place:
        """A place given in px of the picture (a barcode)."""
        return Place(self.file, self.page.number, polygon, self.page.dpi)


def lay_out(page: Page, file: str, embedded_xml: tuple[str, ...] = ()) -> LaidOutPage:
    """The page with its words as runs and lines. Any words give a page, never an error."""
    words = [word for word in page.words if word.text.strip() and not word.is_overprint]
    slope = slope_of(words)
    level = leveller(slope)
    rulings = rulings_of(page.rules, slope, page.width_px, page.height_px)
    spans = [span for word in words for span in pieces_of(word, level)]
    lines = tuple(Line(tuple(joined_combs(runs))) for runs in lines_of(spans, rulings.is_divided_x))
    height = median(span.height for span in spans) if spans else 1.0
    return LaidOutPage(file, page, lines, rulings, height, embedded_xml)

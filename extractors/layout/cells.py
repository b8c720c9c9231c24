"""The ruled cells of a page and the text of each as one string, whatever its line breaks.

A cell is the smallest closed rectangle of rulings around a run; merged cells come out whole, since a ruling divides
only what it passes. Within a cell a line break is *soft* where the next character would not have fitted on the line:
there the text goes on without a space, as a label broken over two lines does (登记日 / 期).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from extractors.layout.rulings import SLACK, Rulings
from extractors.layout.span import Glyph, Span

SIDE_BY_SIDE = 1.0  # heights between two runs of one line from which a cell holds columns, not one text
PADDING = 1.2  # heights of a character that a cell leaves free at its sides, both together
_Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """The rulings of a page, asked for the cell around a place."""

    rulings: Rulings

    @cached_property
    def _vertical(self) -> tuple[_Numbers, _Numbers, _Numbers]:
        boxes = self.rulings.vertical
        return (
            _column([b.centre[0] for b in boxes]),
            _column([b.y0 for b in boxes]),
            _column([b.y1 for b in boxes]),
        )

    @cached_property
    def _horizontal(self) -> tuple[_Numbers, _Numbers, _Numbers]:
        boxes = self.rulings.horizontal
        return (
            _column([b.centre[1] for b in boxes]),
            _column([b.x0 for b in boxes]),
            _column([b.x1 for b in boxes]),
        )

    def cell_around(self, box: Box) -> Box | None:
        """The ruled cell that holds the middle of a box; None unless it is closed on all four sides."""
        x, y = box.centre
        left, right = _between(self._vertical, x, y)
        top, bottom = _between(self._horizontal, y, x)
        if left is None or right is None or top is None or bottom is None:
            return None
        return Box(left, top, right, bottom)


@dataclass(frozen=True)
class Cell:
    """A ruled rectangle with the runs in it, top to bottom, left to right."""

    box: Box
    runs: tuple[Span, ...]

    @cached_property
    def is_one_text(self) -> bool:
        """Whether its runs are the lines of one text and not several columns beside each other."""
        return all(
            below.box.y0 >= above.box.y0
            and (below.box.centre[1] > above.box.y1 - 0.2 * above.height or _is_close(above, below))
            for above, below in zip(self.runs, self.runs[1:], strict=False)
        )

    @cached_property
    def flows(self) -> tuple[Span, ...]:
        """Its text: one span for each stretch of lines that go on in one another; none for a cell without ink."""
        if not self.runs:
            return ()
        parts: list[list[Glyph]] = []
        for run, goes_on in zip(self.runs, (False, *self.breaks), strict=True):
            if goes_on:
                parts[-1].extend(run.glyphs)
            else:
                parts.append(list(run.glyphs))
        return tuple(Span(tuple(glyphs)) for glyphs in parts)

    @cached_property
    def breaks(self) -> tuple[bool, ...]:
        """Per run after the first, whether it goes on the text of the run before without a space."""
        return tuple(
            _is_wrapped(above, below, self.box)
            for above, below in zip(self.runs, self.runs[1:], strict=False)
        )


def cells_of(runs: Sequence[Span], grid: Grid) -> tuple[Cell, ...]:
    """The closed cells that hold a run, top to bottom then left to right."""
    found: dict[tuple[float, float, float, float], list[Span]] = {}
    for run in runs:
        box = grid.cell_around(run.box)
        if box is not None:
            found.setdefault((box.y0, box.x0, box.y1, box.x1), []).append(run)
    return tuple(Cell(Box(x0, y0, x1, y1), tuple(held)) for (y0, x0, y1, x1), held in sorted(found.items()))


def _column(values: Sequence[float]) -> _Numbers:
    return np.asarray(values, dtype=np.float64)


def _between(
    lines: tuple[_Numbers, _Numbers, _Numbers], at: float, across: float
) -> tuple[float | None, float | None]:
    """The nearest ruling before and behind a place, of those that pass it."""
    places, start, end = lines
    passing = places[(start - SLACK <= across) & (across <= end + SLACK)]
    before, behind = passing[passing <= at], passing[passing > at]
    return (
        float(before.max()) if before.size else None,
        float(behind.min()) if behind.size else None,
    )


def _is_close(left: Span, right: Span) -> bool:
    return right.box.x0 - left.box.x1 < SIDE_BY_SIDE * min(left.height, right.height)


def _is_wrapped(above: Span, below: Span, cell: Box) -> bool:
    """Whether a line ended because the cell was full: what comes next would not have fitted behind it."""
    if below.box.centre[1] <= above.box.y1 - 0.2 * above.height:
        return False
    return above.box.width + first_unit(below) > cell.width - PADDING * above.height


def first_unit(span: Span) -> float:
    """Width in px of what cannot be parted at the beginning of a line: a Latin word or number, or one character."""
    end = 1
    if span.text[0].isascii():
        while end < len(span.glyphs) and span.text[end].isascii() and not span.text[end].isspace():
            end += 1
    return span.part(0, end).box.width

"""Where the remark (备注) of an invoice stands, and its text: line by line, and by column where it has several."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Page
from domain.geometry import Box
from extractors.layout.cells import Cell
from extractors.layout.lines import is_vertical
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.values import vin

_BELOW = ("drawer", "_payee", "_reviewer", "_downloads", "_seal", "_list_date")
_STAMP = re.compile(r"[0-9A-Z]{15,20}|.{0,12}发票专用章.{0,8}|[^0-9A-Za-z]{0,2}")
"""what a shop's stamp leaves in the remark: its tax number, its name in pieces"""
_SUMS = ("amount_total_capital", "amount_total", "_grand_total")
_REACH = 12.0  # heights below the sums in which a remark without a heading is looked for
_MIN_COLUMN = 6.0  # heights that a column of the remark is wide at least


@dataclass(frozen=True)
class RemarkText:
    """The remark of one page."""

    page: LaidOutPage
    lines: tuple[Span, ...]
    """its print lines; a line that was full goes on in the next"""
    columns: tuple[Span, ...] = ()
    """the same column by column; empty where it is one column"""

    @property
    def text(self) -> tuple[Span, ...]:
        """Its text in the order in which it is read."""
        return self.columns or self.lines


def remark_texts(pages: Sequence[MarkedPage]) -> tuple[RemarkText, ...]:
    """The remark of each page that has one with print in it."""
    texts = [_text_of(page) for page in pages]
    return tuple(text for text in texts if text is not None)


def lines_below_sums(page: MarkedPage) -> list[Span]:
    """What stands between the sums and the signatures, whoever's it is: a remark whose heading was not read is there."""
    tops = [hit.box.y1 for name in _SUMS for hit in page.hits(name)]
    if not tops:
        return []
    top = max(tops)
    bottoms = [hit.box.y0 for name in _BELOW for hit in page.hits(name) if hit.box.y0 > top]
    bottom = min(bottoms, default=top + _REACH * page.laid.text_height)
    return [run for run in page.laid.runs if top < run.box.centre[1] < bottom]


def _text_of(page: MarkedPage) -> RemarkText | None:
    heading = _heading(page)
    if heading is None:
        return None
    cell = _cell_beside(page.laid, heading) or _cell_below(page.laid, heading)
    lines = _lines_in(page.laid, heading, cell or _region(page, heading))
    if not lines:
        return None
    whole = _flows(page.laid, [join(runs) for runs in lines], cell)
    columns = [_flows_of_column(column) for column in columns_of(lines)]
    return RemarkText(page.laid, tuple(whole), tuple(flow for column in columns for flow in column))


def _lines_in(page: LaidOutPage, heading: Box, region: Box) -> list[list[Span]]:
    """Per print line the runs of the remark, without its heading and what a stamp leaves there."""
    inside = []
    for line in page.lines:
        runs = [
            cut
            for r in line.runs
            if (cut := _behind(r, heading)) is not None
            and _is_in(cut, region)
            and not (is_vertical(r) and r.box.x0 > region.x0 + region.width * 0.9)
        ]
        if runs and not all(_is_of_stamp(r.text) for r in runs):
            inside.append(runs)
    return inside


def columns_of(lines: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """The lines parted into columns of running text, left to right; none where it is one column, or pairs in rows.

    A column begins where no line reaches across. Columns with as many lines each are rows of pairs, to be read along.
    """
    runs = [run for line in lines for run in line]
    height = max(run.height for run in runs)
    left = min(run.box.x0 for run in runs)
    for edge in sorted(run.box.x0 for run in runs if run.box.x0 > left + _MIN_COLUMN * height):
        begun = [[run for run in line if run.box.x0 < edge - height] for line in lines]
        rest = [[run for run in line if run.box.x0 >= edge - height] for line in lines]
        before, behind = [line for line in begun if line], [line for line in rest if line]
        if any(run.box.x1 > edge for line in before for run in line) or not before or not behind:
            continue
        if len(before) == len(behind):
            return []
        return [[join(line) for line in before], *(columns_of(behind) or [[join(line) for line in behind]])]
    return []


def _flows_of_column(lines: Sequence[Span]) -> tuple[Span, ...]:
    """The text of a column, whose breadth is that of its longest line."""
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    return Cell(Box(left, lines[0].box.y0, right, max(line.box.y1 for line in lines)), tuple(lines)).flows


def _flows(page: LaidOutPage, lines: Sequence[Span], cell: Box | None) -> list[Span]:
    return [flow for place, held in _by_place(page, lines, cell) for flow in Cell(place, held).flows]


def _by_place(
    page: LaidOutPage, lines: Sequence[Span], cell: Box | None
) -> list[tuple[Box, tuple[Span, ...]]]:
    """The lines by the ruled cell they stand in, with the cell; free lines with the breadth they could fill."""
    free = _written_on(page, lines)
    groups = itertools.groupby(lines, lambda line: cell or page.grid.cell_around(line.box) or free)
    return [(place, tuple(held)) for place, held in groups]


def _written_on(page: LaidOutPage, lines: Sequence[Span]) -> Box:
    """The breadth that free lines could fill: from where they begin to where the page's print ends."""
    if not lines:
        return Box(0, 0, 0, 0)
    left = min(line.box.x0 for line in lines)
    right = max(run.box.x1 for run in page.runs)
    return Box(left, lines[0].box.y0, right, lines[-1].box.y1)


def _is_of_stamp(text: str) -> bool:
    """Whether a run is what a shop's stamp leaves in the remark and no VIN."""
    return _STAMP.fullmatch(text.replace(" ", "")) is not None and not vin.candidates(text)


def _cell_beside(page: LaidOutPage, heading: Box) -> Box | None:
    """The ruled cell right of the heading's own narrow one."""
    own = page.grid.cell_around(heading)
    if own is None or own.width > 6 * page.text_height:
        return None
    beside = page.grid.cell_around(Box(own.x1 + 3, heading.y0, own.x1 + page.text_height, heading.y1))
    return beside if beside is not None and beside.width > own.width else None


def _cell_below(page: LaidOutPage, heading: Box) -> Box | None:
    """The ruled cell with print right under the heading's own, where the heading has its cell to itself."""
    own = page.grid.cell_around(heading)
    held = {cell.box: cell.runs for cell in page.cells}
    if own is None or any(not heading.overlap_x(run.box) for run in held.get(own, ())):
        return None
    below = page.grid.cell_around(Box(heading.x0, own.y1 + 3, heading.x1, own.y1 + page.text_height))
    return below if below in held and below.width > 0.9 * own.width else None


def _behind(run: Span, heading: Box) -> Span | None:
    """The run without the heading, where a reader gave both as one; None when nothing else is there."""
    if run.box.x0 >= heading.x1 or not run.box.overlap_y(heading):
        return run
    start = next((i for i, g in enumerate(run.glyphs) if (g.x0 + g.x1) / 2 > heading.x1), None)
    while start is not None and start < len(run.glyphs) and run.glyphs[start].char in ":： ":
        start += 1
    return run.part(start) if start is not None and start < len(run.glyphs) else None


def _heading(page: MarkedPage) -> Box | None:
    """The box of the heading 备注, also when its two characters stand far apart, or one of them was not read."""
    hits = page.hits("remark")
    if hits:
        return max(hits, key=lambda h: h.box.y0).box
    ones = {char: [r.part(0, 1) for r in page.laid.runs if r.text.startswith(char)] for char in "备注"}
    for upper in ones["备"]:
        for lower in ones["注"]:
            if abs(upper.box.centre[0] - lower.box.centre[0]) < upper.height and lower.box.y0 > upper.box.y0:
                return upper.box.union(lower.box)
    return _half_heading(page)


def _half_heading(page: MarkedPage) -> Box | None:
    """One of the two characters alone, below the sums and left of all that stands beside it."""
    top = max((hit.box.y0 for name in _SUMS for hit in page.hits(name)), default=None)
    if top is None:
        return None
    halves = [run for run in page.laid.runs if run.text.strip(" :：") in ("备", "注") and run.box.y0 > top]
    if not halves:
        return None
    half = min(halves, key=lambda run: run.box.x0)
    beside = [run for run in page.laid.runs if run is not half and run.box.overlap_y(half.box) > 0]
    return half.box if all(run.box.x0 > half.box.x1 for run in beside) else None


def _region(page: MarkedPage, heading: Box) -> Box:
    """Right of the heading, from the line of the sums down to the line of the signatures."""
    height = page.laid.text_height
    tops = [h.box.y1 for name in _SUMS for h in page.hits(name) if h.box.y1 < heading.y1]
    bottoms = [h.box.y0 for name in _BELOW for h in page.hits(name) if h.box.y0 > heading.y0 + 0.5 * height]
    right = _right_limit(page.laid, heading)
    top = max(tops, default=heading.y0 - 3 * height)
    bottom = min(bottoms, default=heading.y1 + 6 * height)
    return Box(heading.x1, min(top, heading.y0), max(right, heading.x1), max(bottom, heading.y1))


def _right_limit(page: LaidOutPage, heading: Box) -> float:
    """The outer ruling of the form, or the edge of the page."""
    y = heading.centre[1]
    walls = [
        v.centre[0]
        for v in page.rulings.vertical
        if v.centre[0] > heading.x1 + 3 * page.text_height and v.y0 <= y <= v.y1
    ]
    return max(walls) if walls else float(_width(page.page))


def _width(page: Page) -> int:
    return page.width_px


def _is_in(run: Span, region: Box) -> bool:
    x, y = run.box.centre
    return region.x0 < x < region.x1 and region.y0 < y < region.y1 and any(c.isalnum() for c in run.text)

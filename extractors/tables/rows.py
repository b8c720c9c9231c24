"""Print lines gathered into rows: wrapped names, cells of several lines, names above and below the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.geometry import Box, union_of
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span
from extractors.tables.columns import has_figure
from extractors.tables.form import TEXT, TOTAL, Header, TableForm, TableRow

_MAX_SPACE = 1.2  # of a line's height between two lines of one row
_CLOSER = 0.7  # how much nearer the row below must be to take a line that could belong to the row above


@dataclass(frozen=True)
class PrintLine:
    """One line of a table: per column name what stands in it."""

    cells: dict[str, Span]
    box: Box


def gather(lines: Sequence[PrintLine], form: TableForm, page: LaidOutPage, header: Header) -> list[TableRow]:
    """Rows in print order. Lines without an anchor join the row above or below that they belong to."""
    lines = _totals_joined(lines)
    anchors = [number for number, line in enumerate(lines) if _is_anchor(line, form)]
    if not anchors:
        return []
    members: dict[int, list[int]] = {number: [] for number in anchors}
    is_above = _names_above(lines, anchors)
    for number, line in enumerate(lines):
        if number in members:
            members[number].append(number)
            continue
        if is_above:
            owner = next((a for a in anchors if a > number), None)
        else:
            owner = _owner(number, line, lines, anchors, members, form, page)
        if owner is not None:
            members[owner].append(number)
    return [_row([lines[i] for i in sorted(members[a])], page) for a in anchors]


def _totals_joined(lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Lines with a bare 合计 joined to the bare sums printed a little above or below it."""
    made = list(lines)
    for word in [line for line in lines if _is_total(line) and not _has_figures(line)]:
        at = made.index(word)
        near = [i for i in (at - 1, at + 1) if 0 <= i < len(made) and _are_bare_sums(made[i], word)]
        if near:
            sums = made[near[0]]
            made[min(at, near[0]) : max(at, near[0]) + 1] = [
                PrintLine({**word.cells, **sums.cells}, word.box.union(sums.box))
            ]
    return made


def _has_figures(line: PrintLine) -> bool:
    return any(has_figure(span.text) for span in line.cells.values())


def _are_bare_sums(line: PrintLine, word: PrintLine) -> bool:
    """Whether a line is nothing but figures, close to the word and in other columns."""
    near = abs(line.box.centre[1] - word.box.centre[1]) < 1.5 * max(line.box.height, word.box.height)
    figures = all(has_figure(span.text) for span in line.cells.values())
    return near and figures and not _unnamed(line) and not set(line.cells) & set(word.cells)


def _names_above(lines: Sequence[PrintLine], anchors: Sequence[int]) -> bool:
    """Whether every item's name has a line of its own above its figures (till receipts)."""
    rows = [a for a in anchors if not _is_total(lines[a])]
    if not rows or rows[0] == 0 or (rows[-1] + 1 < len(lines) and rows[-1] + 1 not in anchors):
        return False
    return all("name" not in lines[a].cells and a - 1 not in rows for a in rows)


def _is_anchor(line: PrintLine, form: TableForm) -> bool:
    named = {column.name: column for column in form.columns}
    filled = [name for name in form.anchors if name in line.cells]
    return _is_total(line) or any(named[n].kind == TEXT or has_figure(line.cells[n].text) for n in filled)


def _is_total(line: PrintLine) -> bool:
    first = min(line.cells.values(), key=lambda span: span.box.x0)
    return any(TOTAL.match(span.text.replace(" ", "")) for span in (first, *_unnamed(line)))


def _unnamed(line: PrintLine) -> list[Span]:
    return [span for name, span in line.cells.items() if name in ("name", "code", "specification")]


def _owner(
    number: int,
    line: PrintLine,
    lines: Sequence[PrintLine],
    anchors: Sequence[int],
    members: dict[int, list[int]],
    form: TableForm,
    page: LaidOutPage,
) -> int | None:
    """The anchor whose row a line without anchor belongs to."""
    above = max((a for a in anchors if a < number), default=None)
    below = min((a for a in anchors if a > number), default=None)
    if above is not None and _is_total(lines[above]):
        above = None
    if form.prose in line.cells and not any(name in line.cells for name in form.anchors):
        return above
    if above is not None and not _goes_on(lines[max(members[above], default=above)], line, page):
        above = None
    if below is None or _is_total(lines[below]):
        return above
    if above is None:
        return (
            below
            if _shares_no_column(line, lines[below]) or _gap(line, lines[below]) < line.box.height
            else None
        )
    last = lines[max(members[above], default=above)]
    if _crossed(page, last.box, line.box) != _crossed(page, line.box, lines[below].box):
        return below if _crossed(page, last.box, line.box) else above
    to_above, to_below = _gap(last, line), _gap(line, lines[below])
    if _shares_no_column(line, lines[below]) and not _shares_no_column(line, lines[above]):
        return below if to_below <= to_above else above
    return below if to_below < _CLOSER * to_above else above


def _goes_on(last: PrintLine, line: PrintLine, page: LaidOutPage) -> bool:
    """Whether a line can belong to the row above it: close below it, with no ruling between."""
    close = line.box.y0 - last.box.y1 < _MAX_SPACE * max(last.box.height, line.box.height)
    return close and not _crossed(page, last.box, line.box)


def _shares_no_column(line: PrintLine, other: PrintLine) -> bool:
    return not set(line.cells) & set(other.cells)


def _gap(upper: PrintLine, lower: PrintLine) -> float:
    return max(0.0, lower.box.centre[1] - upper.box.centre[1])


def _crossed(page: LaidOutPage, upper: Box, lower: Box) -> bool:
    return page.rulings.crossed_y(upper, lower) > 0


def _row(lines: Sequence[PrintLine], page: LaidOutPage) -> TableRow:
    cells: dict[str, list[Span]] = {}
    for line in lines:
        for name, span in line.cells.items():
            cells.setdefault(name, []).append(span)
    box = union_of(line.box for line in lines)
    return TableRow(
        {name: tuple(spans) for name, spans in cells.items()}, box, any(map(_is_total, lines)), page
    )

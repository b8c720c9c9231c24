"""Rows of a ruled table put together again: between two rulings stands one row, however many lines its cells have."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout.page import LaidOutPage
from extractors.tables.form import Table, TableRow


def whole_rows(table: Table) -> list[TableRow]:
    """The rows of a table; those with no ruling between them are one, when rulings part the others."""
    rows = list(table.rows)
    if not rows or not _is_ruled(rows[0].page, table):
        return rows
    whole: list[TableRow] = []
    for row in rows:
        last = whole[-1] if whole else None
        if last is not None and not _is_parted(last, row):
            whole[-1] = together(last, row)
        else:
            whole.append(row)
    return [row for row in whole if _is_closed(row)]


def _is_ruled(page: LaidOutPage, table: Table) -> bool:
    """Whether a ruling stands between the heading and the first row, and one below the first row."""
    first = table.rows[0]
    return page.rulings.crossed_y(table.header.box, first.box) > 0 and _is_closed(first)


def _is_closed(row: TableRow) -> bool:
    """Whether a horizontal ruling lies somewhere below the row: what stands under the last one is no row."""
    box = row.box
    return any(
        h.centre[1] > box.centre[1] and h.overlap_x(box) > 0.3 * box.width
        for h in row.page.rulings.horizontal
    )


def _is_parted(above: TableRow, below: TableRow) -> bool:
    return above.page.rulings.crossed_y(above.box, below.box) > 0


def together(one: TableRow, other: TableRow) -> TableRow:
    """Two rows as one, the lines of the first before those of the second."""
    names: Sequence[str] = [*one.cells, *(name for name in other.cells if name not in one.cells)]
    cells = {name: (*one.cells.get(name, ()), *other.cells.get(name, ())) for name in names}
    return TableRow(cells, one.box.union(other.box), one.is_total or other.is_total, one.page)

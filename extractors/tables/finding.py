"""From a marked page to its tables: header, columns, lines gathered into rows."""

from __future__ import annotations

from collections.abc import Sequence

from domain.geometry import Box, union_of
from extractors.layout.lines import is_vertical
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span
from extractors.tables.columns import Extent, extents_of, lay_on, learnt
from extractors.tables.form import TOTAL, Header, HeaderCell, Table, TableForm
from extractors.tables.header import find_headers
from extractors.tables.rows import PrintLine, gather

_SIDE = 2.0  # heights that a value may reach out of its table
_ASKEW = 0.6  # heights that the cells of one line may lie apart
_INSIDE = 0.3  # the same where the limits of the table are known


def find_tables(page: MarkedPage, form: TableForm, carried: Table | None = None) -> tuple[Table, ...]:
    """The tables of a form on a page. ``carried`` is the table still open at the end of the page before.

    Without a header of its own the page goes on with the carried table's columns.
    """
    headers = find_headers(page, form)
    if not headers and carried is not None and carried.is_open:
        found = _table(page, form, _moved(carried, page), ())
        return (found,) if found.rows else ()
    return tuple(_table(page, form, header, headers) for header in headers)


def _moved(carried: Table, page: MarkedPage) -> Header:
    """The header of the page before, above this page's first line and at this page's scale."""
    old, scale = carried.header, 1.0
    if carried.rows and carried.rows[0].page.page.width_px:
        scale = page.laid.page.width_px / carried.rows[0].page.page.width_px
    top = min((run.box.y0 for run in page.laid.runs), default=0.0) - 2

    def moved(box: Box) -> Box:
        return Box(box.x0 * scale, top - 1, box.x1 * scale, top)

    cells = tuple(
        HeaderCell(
            c.column,
            moved(c.box),
            c.label,
            None if c.left is None else c.left * scale,
            None if c.right is None else c.right * scale,
        )
        for c in old.cells
    )
    return Header(cells, moved(old.box), old.x0 * scale, old.x1 * scale, old.is_closed)


def _table(page: MarkedPage, form: TableForm, header: Header, headers: Sequence[Header]) -> Table:
    bottom, is_open = _bottom(page, form, header, headers)
    body = _body(page, header, bottom)
    extents = extents_of(header)
    prose = next((i for i, e in enumerate(extents) if e.column.name == form.prose), None)
    if form.prose and prose is None:
        extents.append(Extent(form.column_named(form.prose), -1e6, -1e6, None, None))
        prose = len(extents) - 1
    first = [lay_on(runs, extents, prose) for runs in body]
    extents = _with_figures_learnt(extents, first)
    lines = [_print_line(lay_on(runs, extents, prose), extents) for runs in body]
    rows = gather([line for line in lines if line.cells], form, page.laid, header)
    if is_open and any(row.is_total for row in rows):
        is_open = False
    return Table(form, header, tuple(rows), is_open)


def _with_figures_learnt(extents: list[Extent], found: Sequence[dict[int, Span]]) -> list[Extent]:
    """Columns widened to their values, but not by total rows, whose words stand anywhere."""
    usual = [cells for cells in found if not any(TOTAL.match(span.text) for span in cells.values())]
    return learnt(extents, usual)


def _bottom(
    page: MarkedPage, form: TableForm, header: Header, headers: Sequence[Header]
) -> tuple[float, bool]:
    """Where the table ends: at the first label that stands below it, at the next header, or with the page."""
    ends = [
        hit.box.y0
        for hit in page.labels
        if hit.name in form.stops
        and hit.box.y0 > header.box.y1
        and hit.quality >= 0.6
        and not is_vertical(hit.spans[0])
        and header.x0 - 6 * hit.height <= hit.box.centre[0] <= header.x1
    ]
    below = [
        other.box.y0
        for other in headers
        if other.box.y0 > header.box.y1 and other.x0 < header.x1 and header.x0 < other.x1
    ]
    found = [*ends, *below]
    return (min(found), False) if found else (float(page.laid.page.height_px) + 1e6, True)


def _body(page: MarkedPage, header: Header, bottom: float) -> list[list[Span]]:
    """Per print line below the header the runs that stand inside the table."""
    body: list[list[Span]] = []
    for line in page.laid.lines:
        runs = [run for run in line.runs if _is_inside(run, header, bottom)]
        if runs and body and _is_same_line(body[-1], runs):
            body[-1] = sorted(body[-1] + runs, key=lambda run: run.box.x0)
        elif runs:
            body.append(runs)
    return body


def _is_same_line(upper: Sequence[Span], lower: Sequence[Span]) -> bool:
    """Whether runs that were laid on two lines are one printed a little askew: hardly lower, and side by side."""
    height = min(run.height for run in (*upper, *lower))
    middle = [sum(run.box.centre[1] for run in runs) / len(runs) for runs in (upper, lower)]
    apart = all(a.box.overlap_x(b.box) == 0 for a in upper for b in lower)
    return apart and abs(middle[1] - middle[0]) < _ASKEW * height


def _is_inside(run: Span, header: Header, bottom: float) -> bool:
    x, y = run.box.centre
    reach = (_INSIDE if header.is_closed else _SIDE) * run.height
    if is_vertical(run) and len(run.text) > 2:
        return False
    return header.box.y1 - 0.2 * run.height < y < bottom and header.x0 - reach <= x <= header.x1 + reach


def _print_line(cells: dict[int, Span], extents: Sequence[Extent]) -> PrintLine:
    named = {extents[number].column.name: span for number, span in cells.items()}
    return PrintLine(named, union_of(span.box for span in cells.values()) if cells else Box(0, 0, 0, 0))


def carry(tables: Sequence[Table]) -> Table | None:
    """The table that the next page may go on with: the lowest one, if nothing ended it."""
    lowest = max(tables, key=lambda t: t.header.box.y0, default=None)
    return lowest if lowest is not None and lowest.is_open else None


def without_tables(page: MarkedPage, tables: Sequence[Table]) -> MarkedPage:
    """The page with labels and pieces of its tables taken out, so that a cell is not taken for a label's value."""
    boxes = [t.header.box for t in tables] + [row.box for t in tables for row in t.rows if not row.is_total]
    grown = [box.grown(1.0) for box in boxes]
    return MarkedPage(
        page.laid,
        page.lexicon,
        tuple(h for h in page.labels if not any(b.contains(h.box) for b in grown)),
        tuple(p for p in page.pieces if not any(b.contains(p.box) for b in grown)),
    )

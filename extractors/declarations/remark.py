"""标记唛码及备注: the remark, where some declarants list the VINs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from domain.field import Field, MissingReason, Row
from domain.geometry import Box
from domain.values import Text
from extractors.declarations.goods_text import vin_field, vins_in
from extractors.fields import field_of, missing
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.tables.form import Table
from extractors.values.name import tidy

_MAX_LINES = 12.0  # heights that a remark may take where nothing below ends it
_ENDS = ("_documents", "_confirmations", "_declarant", "_col_item_number", "_col_hs_code", "_title")


def remark_fields(pages: Sequence[MarkedPage], tables: Sequence[Sequence[Table]]) -> dict[str, Field]:
    """The text of the remark; blank when there is none."""
    for page, found in zip(pages, tables, strict=True):
        top = min((t.header.box.y0 for t in found), default=None)
        lines = _lines(page, top)
        if lines:
            whole = join(lines)
            text = tidy(whole.text)
            if text:
                return {"remark": field_of("remark", Text(text), whole, page.laid)}
    return {"remark": missing("remark", MissingReason.BLANK)}


def with_remarked_vins(rows: tuple[Row, ...], pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """Rows with the VINs that stand outside the goods: to the only row without one, else as rows of their own."""
    known = {str(row.get("vin").value) for row in rows if row.get("vin").value is not None}
    found: dict[str, Field] = {}
    for page in pages:
        for span in _free_lines(page):
            for vin in vins_in(span, is_free=True):
                field = vin_field(vin, span, page.laid)
                if str(field.value) not in known:
                    found.setdefault(str(field.value), field)
    bare = [row for row in rows if row.get("vin").value is None]
    if len(bare) == 1 and len(found) == 1:
        field = next(iter(found.values()))
        return tuple(_with(row, field) if row is bare[0] else row for row in rows)
    extra = [Row("goods", len(rows) + i, (field,)) for i, field in enumerate(found.values())]
    return (*rows, *extra)


def _with(row: Row, field: Field) -> Row:
    return Row(row.table, row.index, (*(f for f in row.fields if f.name != field.name), field))


def _free_lines(page: MarkedPage) -> list[Span]:
    """What is printed outside the goods, line by line, and each line with the next: a VIN may be broken."""
    lines = _by_line(page.laid, [piece.span for piece in page.pieces])
    return [*lines, *(join([a, b]) for a, b in itertools.pairwise(lines))]


def _by_line(page: LaidOutPage, spans: Sequence[Span]) -> list[Span]:
    lines: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (s.box.centre[1], s.box.x0)):
        if lines and span.box.centre[1] - lines[-1][0].box.centre[1] < 0.6 * page.text_height:
            lines[-1].append(span)
        else:
            lines.append([span])
    return [join(sorted(line, key=lambda s: s.box.x0)) for line in lines]


def _lines(page: MarkedPage, goods_top: float | None) -> list[Span]:
    hits = page.hits("remark")
    if not hits:
        return []
    hit = max(hits, key=lambda h: (h.quality, len(h.wording)))
    region = _region(page, hit, goods_top)
    inside = [p.span for p in page.pieces if _is_in(p.span, region, hit)]
    return _by_line(page.laid, inside)


def _region(page: MarkedPage, hit: Hit, goods_top: float | None) -> Box:
    """From the label down to what stands below it."""
    ends = [h.box.y0 for name in _ENDS for h in page.hits(name) if h.box.y0 > hit.box.y1]
    if goods_top is not None and goods_top > hit.box.y1:
        ends.append(goods_top)
    bottom = min([*ends, hit.box.y1 + _MAX_LINES * hit.height])
    cell = page.laid.grid.cell_around(hit.box)
    right = cell.x1 if cell is not None else float(page.laid.page.width_px)
    return Box(
        min(hit.box.x0, right) - hit.height, hit.box.y0 - 0.3 * hit.height, right, max(bottom, hit.box.y1)
    )


def _is_in(span: Span, region: Box, hit: Hit) -> bool:
    x, y = span.box.centre
    is_level = abs(y - hit.box.centre[1]) < 0.7 * hit.height
    return region.x0 <= x <= region.x1 and region.y0 < y < region.y1 and (not is_level or x > hit.box.x1)

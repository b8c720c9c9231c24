"""Items printed as blocks of labels and values instead of a table: one block per HS code, down to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, Row
from domain.geometry import Box
from domain.values import Text
from extractors.declarations.coded_names import coded_countries
from extractors.declarations.goods_text import car_fields, name_end, plain_name, vin_field, vins_in
from extractors.fields import field_of
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span, join
from extractors.tables.fields import table_rows
from extractors.values.candidate import AS_PRINTED, Parser, ValueCandidate

_HS = re.compile(r"(?<!\d)(?:87|86)\d{8}(?!\d)|(?<!\d)(?:87|86)\d{2}\.\d{4}(?:\.\d{2})?(?!\d)")
_LABELS = {
    "item_number": ("_col_item_number",),
    "goods_name": ("_col_goods_name",),
    "specification": ("_col_specification",),
    "quantity": ("_col_quantity",),
    "unit_price": ("_col_unit_price",),
    "total_price": ("_col_total_price",),
    "origin_country": ("_col_origin_country",),
    "final_country": ("_col_final_country",),
}
_STOPS = ("_confirmations", "_declarant", "remark")


def _item_numbers(raw: str) -> tuple[ValueCandidate, ...]:
    match = re.match(r"\s*(\d{1,3})(?!\d)", raw)
    return (ValueCandidate(Text(str(int(match[1]))), 1.0, AS_PRINTED, *match.span(1)),) if match else ()


_PARSERS: dict[str, Parser] = {
    "item_number": _item_numbers,
    "origin_country": coded_countries,
    "final_country": coded_countries,
}


def block_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """One row per block, in print order over all pages."""
    rows = [row for page in pages for row in _of_page(page)]
    return table_rows("goods", rows)


def _of_page(page: MarkedPage) -> list[tuple[Field, ...]]:
    codes = [(run, match) for run in page.laid.runs for match in _HS.finditer(run.text)]
    ends = [h.box.y0 for name in _STOPS for h in page.hits(name)]
    rows = []
    for number, (run, match) in enumerate(codes):
        code = run.part(*match.span())
        top = run.box.y0 - 0.5 * run.height
        below = [r.box.y0 - 0.5 * r.height for r, _ in codes[number + 1 :] if r.box.y0 > run.box.y1]
        limits = [y for y in (*below, *ends) if y > run.box.y1]
        bottom = min(limits, default=float(page.laid.page.height_px))
        rows.append(_block(page, Box(0.0, top, float(page.laid.page.width_px), bottom), code))
    return rows


def _named(field: Field) -> Field:
    """The goods' name without 旧 and without the elements behind it."""
    text = str(field.value)
    words = plain_name(text[: name_end(text)]) or text
    return Field(field.name, Text(words), field.raw, field.place, field.source, field.certainty)


def _block(page: MarkedPage, box: Box, code: Span) -> tuple[Field, ...]:
    inner = page.within(box)
    fields = fill(DocumentKind.EXPORT_DECLARATION, [inner], tuple(_LABELS), "goods", _PARSERS, _LABELS)
    made = [_named(f) if f.name == "goods_name" else f for f in fields.values() if f.value is not None]
    made.append(field_of("hs_code", Text(re.sub(r"\D", "", code.text)), code, page.laid))
    runs = [run for run in page.laid.runs if box.y0 < run.box.centre[1] < box.y1]
    words = join(runs)
    cars = vins_in(words)
    if len(cars) == 1:
        made.append(vin_field(cars[0], words, page.laid))
    known = {f.name for f in made}
    made += [f for f in car_fields(words, page.laid).values() if f.name not in known]
    return tuple(made)

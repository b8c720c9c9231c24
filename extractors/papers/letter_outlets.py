"""海外售后服务网点: service outlets of a letter, as a table, as small forms, or as one labelled line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.geometry import Box
from domain.values import Text
from domain.vocabulary import spec_of
from extractors.fields import missing
from extractors.filling import fill
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.marking import Hit, MarkedPage
from extractors.layout.span import Span
from extractors.papers.letter_told_outlets import PHONE, told_outlets
from extractors.papers.party import countries
from extractors.papers.ruled_rows import whole_rows
from extractors.papers.vehicle_list import cell_field, holds_labels
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import Column, Table, TableForm
from extractors.values.candidate import AS_PRINTED, Parser, ValueCandidate
from extractors.values.name import tidy

KIND = DocumentKind.CONFIRMATION_LETTER
TABLE = "outlets"
LABELS = {
    "name": "_outlet_name",
    "address": "_outlet_address",
    "phone": "_outlet_phone",
    "country": "_outlet_country",
}
_STOPS = frozenset({"_seal", "issue_date", "maker", "_signer", "exporter", "maintenance_statement"})
_OTHERS = (
    "_no", "_contact", "_mail", "_remark", "_vin", "_brand", "_model", "_register_date", "_engine", "_mileage",
    "_quantity", "_colour", "_warranty", "_service", "destination_country",
)  # fmt: skip
FORM = TableForm(
    TABLE,
    (
        Column("name", frozenset({"_outlet_name", "_outlets"})),
        *(Column(name, frozenset({LABELS[name]})) for name in ("address", "phone", "country")),
        *(Column(f"_{label}", frozenset({label})) for label in _OTHERS),
    ),
    frozenset({"name", "address"}),
    _STOPS,
    minimum=2,
)
ENOUGH = 2
"""values that make an outlet"""
LABEL_SHARE = 0.6
"""of the letters of a cell, how many those of labels are when it holds labels and no value"""
TWIN_REACH = 8.0
"""heights between a label and the one that repeats it"""


def phones(raw: str) -> tuple[ValueCandidate, ...]:
    """Telephone numbers as printed, without what stands around them."""
    return tuple(ValueCandidate(Text(tidy(m[0])), 1.0, AS_PRINTED, *m.span()) for m in PHONE.finditer(raw))


_PARSERS: dict[str, Parser] = {"phone": phones, "country": countries}


def outlet_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """The ``outlets`` rows in print order, each outlet once."""
    found: list[dict[str, Field]] = []
    carried: Table | None = None
    for page in pages:
        tables = [table for table in find_tables(page, FORM, carried) if not _is_form(page, table)]
        carried = carry(tables)
        listed = [table for table in tables if any(_is_outlet(cells) for cells in _cells(table))]
        found.extend(cells for table in listed for cells in _cells(table))
        found.extend(_most(told_outlets(page.laid), _forms(page, listed)))
    kept = [fields for fields in found if _is_outlet(fields)]
    return tuple(Row(TABLE, number, _all(fields)) for number, fields in enumerate(kept))


def _cells(table: Table) -> list[dict[str, Field]]:
    """The rows of a table as fields, its totals left out."""
    rows = [row for row in whole_rows(table) if not row.is_total]
    return [{name: cell_field(KIND, TABLE, name, row, _PARSERS.get(name)) for name in LABELS} for row in rows]


def _is_outlet(fields: Mapping[str, Field]) -> bool:
    return sum(field.value is not None for field in fields.values()) >= ENOUGH


def _most(*readings: list[dict[str, Field]]) -> list[dict[str, Field]]:
    """The reading of a page that found the most values of outlets; the first of equal ones."""

    def values(rows: list[dict[str, Field]]) -> int:
        return sum(f.value is not None for row in rows if _is_outlet(row) for f in row.values())

    return max(readings, key=values)


def _is_form(page: MarkedPage, table: Table) -> bool:
    """Whether what looks like a table is labels with their values: labels stand under its heading."""
    return holds_labels(page, table) or any(
        _is_label(page, span) for row in table.rows for cell in row.cells.values() for span in cell
    )


def _is_label(page: MarkedPage, span: Span) -> bool:
    """Whether labels of an outlet (``1 地址 Address``) fill most of a stretch."""
    hits = [hit for hit in page.labels if hit.name in LABELS.values() and span.box.contains(hit.box, 4.0)]
    labels = sum(_count_letters(part.text) for hit in hits for part in hit.spans)
    return labels > 0 and labels >= LABEL_SHARE * _count_letters(span.text)


def _count_letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _forms(page: MarkedPage, tables: Sequence[Table]) -> list[dict[str, Field]]:
    """Outlets as label and value, one block each."""
    headers = [table.header.box.grown(2.0) for table in tables]
    hits = [
        hit
        for hit in page.labels
        if hit.name in LABELS.values() and not any(box.contains(hit.box, 4.0) for box in headers)
    ]
    groups = [g for g in blocks_of_labels(_once(hits, page)) if len({hit.name for hit in g}) >= 2]
    labels = {name: (label,) for name, label in LABELS.items()}
    found = []
    for region in regions_of(groups, float(page.laid.page.width_px) + 1, 1e9, page):
        found.append(fill(KIND, [page.within(region)], tuple(LABELS), TABLE, _PARSERS, labels))
    return found


def _once(hits: Sequence[Hit], page: MarkedPage) -> list[Hit]:
    """The labels without those that only repeat the one beside them: ``名称 Name``, or ``网点`` before ``名称``."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: h.box.x0):
        if not any(other.name == hit.name and _is_repeated(page, other, hit) for other in kept):
            kept.append(hit)
    return kept


def _is_repeated(page: MarkedPage, left: Hit, right: Hit) -> bool:
    """Whether a label stands close behind another in one line, with nothing printed between them."""
    gap = Box(left.box.x1, left.box.y0, max(left.box.x1, right.box.x0), left.box.y1)
    if left.box.overlap_y(right.box) <= 0 or gap.width > TWIN_REACH * left.height:
        return False
    return not any(gap.contains(piece.box, left.height / 2) for piece in page.pieces)


def _all(fields: Mapping[str, Field]) -> tuple[Field, ...]:
    """Every field of the table in the order of the vocabulary."""
    table = next(t for t in spec_of(KIND).tables if t.name == TABLE)
    return tuple(fields.get(f.name) or missing(f.name, MissingReason.NOT_FOUND) for f in table.fields)

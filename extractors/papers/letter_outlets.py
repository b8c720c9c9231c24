"""海外售后服务网点: service outlets of a letter, as a table, as small forms, or as one labelled line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.vocabulary import spec_of
from extractors.fields import missing
from extractors.filling import fill
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.marking import MarkedPage
from extractors.papers.vehicle_list import cell_field
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import Column, Table, TableForm

KIND = DocumentKind.CONFIRMATION_LETTER
TABLE = "outlets"
LABELS = {
    "name": "_outlet_name",
    "address": "_outlet_address",
    "phone": "_outlet_phone",
    "country": "_outlet_country",
}
_STOPS = frozenset(
    {"_seal", "issue_date", "maker", "_signer", "_vehicles", "_vin", "exporter", "maintenance_statement"}
)
FORM = TableForm(
    TABLE,
    (
        *(Column(name, frozenset({label})) for name, label in LABELS.items()),
        Column("_no", frozenset({"_no"})),
        Column("_contact", frozenset({"_contact"})),
    ),
    frozenset({"name", "address"}),
    _STOPS,
    minimum=2,
)


def outlet_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """The ``outlets`` rows in print order, each outlet once."""
    found: list[dict[str, Field]] = []
    carried: Table | None = None
    for page in pages:
        tables = find_tables(page, FORM, carried)
        carried = carry(tables)
        rows = [row for table in tables for row in table.rows if not row.is_total]
        found.extend({name: cell_field(KIND, TABLE, name, row) for name in LABELS} for row in rows)
        found.extend(_forms(page, tables))
    kept = [
        fields for fields in found if fields["name"].value is not None or fields["address"].value is not None
    ]
    return tuple(Row(TABLE, number, _all(fields)) for number, fields in enumerate(kept))


def _forms(page: MarkedPage, tables: Sequence[Table]) -> list[dict[str, Field]]:
    """Outlets as label and value, one block each."""
    headers = [table.header.box.grown(2.0) for table in tables]
    hits = [
        hit
        for hit in page.labels
        if hit.name in LABELS.values() and not any(box.contains(hit.box, 4.0) for box in headers)
    ]
    groups = [g for g in blocks_of_labels(hits) if len({hit.name for hit in g}) >= 2]
    labels = {name: (label,) for name, label in LABELS.items()}
    found = []
    for region in regions_of(groups, float(page.laid.page.width_px) + 1, 1e9):
        found.append(fill(KIND, [page.within(region)], tuple(LABELS), TABLE, None, labels))
    return found


def _all(fields: Mapping[str, Field]) -> tuple[Field, ...]:
    """Every field of the table in the order of the vocabulary."""
    table = next(t for t in spec_of(KIND).tables if t.name == TABLE)
    return tuple(fields.get(f.name) or missing(f.name, MissingReason.NOT_FOUND) for f in table.fields)

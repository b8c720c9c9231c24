"""海外售后服务网点: service outlets of a letter, as a table, as small forms, or as one labelled line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.field import DocumentKind, Field, MissingReason, Row
from domain.values import Text
from domain.vocabulary import spec_of
from extractors.certainty import Evidence
from extractors.fields import field_of, missing
from extractors.filling import fill
from extractors.layout.blocks import blocks_of_labels, regions_of
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.papers.ruled_rows import whole_rows
from extractors.papers.vehicle_list import cell_field, holds_labels
from extractors.prose.running import running_text, within
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
_SAID = re.compile(
    r"(?P<name>[A-Z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff&.,'\- ]{2,60}?)\s*[（(，,]\s*"
    r"(?:[\u4e00-\u9fff]{0,4}地址|address)\s*[:：]?\s*"
    r"(?P<address>[^；;，。）)]{4,80}(?:[，,][^；;，。）):：]{2,60})*?)\s*[；;，,]\s*"
    r"(?:[\u4e00-\u9fff]{0,4}(?:电话|热线)|tel|phone)\s*[:：.]?\s*(?P<phone>\+?[\d][\d \-()]{5,20}\d)",
    re.IGNORECASE,
)
"""an outlet told in a sentence: name (address; telephone)"""
_BEFORE_NAME = re.compile(
    r"^.*(?:由|及|和|与|、|通过|委托|指定|为)(?=[A-Z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff])"
)


def phones(raw: str) -> tuple[ValueCandidate, ...]:
    """Telephone numbers as printed, without what stands around them."""
    return tuple(ValueCandidate(Text(tidy(m[0])), 1.0, AS_PRINTED, *m.span()) for m in _PHONE.finditer(raw))


_PHONE = re.compile(r"\+?\(?\d[\d \-()/.]{4,24}\d")
_PARSERS: dict[str, Parser] = {"phone": phones}


def outlet_rows(pages: Sequence[MarkedPage]) -> tuple[Row, ...]:
    """The ``outlets`` rows in print order, each outlet once."""
    found: list[dict[str, Field]] = []
    carried: Table | None = None
    for page in pages:
        tables = [table for table in find_tables(page, FORM, carried) if not holds_labels(page, table)]
        carried = carry(tables)
        rows = [row for table in tables for row in whole_rows(table) if not row.is_total]
        found.extend(
            {name: cell_field(KIND, TABLE, name, row, _PARSERS.get(name)) for name in LABELS} for row in rows
        )
        found.extend(_told(page.laid) or _forms(page, tables))
    kept = [fields for fields in found if sum(field.value is not None for field in fields.values()) >= 2]
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
    for region in regions_of(groups, float(page.laid.page.width_px) + 1, 1e9, page):
        found.append(fill(KIND, [page.within(region)], tuple(LABELS), TABLE, _PARSERS, labels))
    return found


def _told(page: LaidOutPage) -> list[dict[str, Field]]:
    """Outlets told in sentences."""
    text = running_text(page)
    if text is None:
        return []
    found = []
    for match in _SAID.finditer(text.text):
        fields = {}
        for name in ("name", "address", "phone"):
            start, end = match.span(name)
            if name == "name":
                lead = _BEFORE_NAME.match(match["name"])
                start += lead.end() if lead else 0
            span = within(text, start, end)
            if span is not None:
                fields[name] = field_of(name, Text(tidy(span.text)), span, page, (Evidence.LABEL_DOUBTFUL,))
        found.append(fields)
    return [fields for fields in found if {"name", "address"} <= set(fields)]


def _all(fields: Mapping[str, Field]) -> tuple[Field, ...]:
    """Every field of the table in the order of the vocabulary."""
    table = next(t for t in spec_of(KIND).tables if t.name == TABLE)
    return tuple(fields.get(f.name) or missing(f.name, MissingReason.NOT_FOUND) for f in table.fields)

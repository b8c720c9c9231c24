"""明细: the lines of an invoice over all its pages and lists, and its 合计 row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, Row
from domain.values import Money
from domain.vocabulary import spec_of
from extractors.layout.marking import MarkedPage
from extractors.services.classes import service_class_field
from extractors.tables.fields import cell_field, table_rows
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import MONEY, NUMBER, TEXT, Column, Table, TableForm, TableRow
from extractors.values import money


def _column(name: str, kind: str = TEXT) -> Column:
    return Column(name, frozenset({f"_col_{name}"}), kind)


LINES = TableForm(
    "lines",
    (
        _column("number", NUMBER),
        _column("name"),
        _column("specification"),
        _column("unit"),
        _column("quantity", NUMBER),
        _column("unit_price", MONEY),
        _column("amount", MONEY),
        _column("tax_rate"),
        _column("tax", MONEY),
        _column("plate"),
        _column("vehicle_type"),
        _column("toll_from_date"),
        _column("toll_to_date"),
    ),
    anchors=frozenset({"amount"}),
    stops=frozenset(
        {"amount_total_capital", "amount_total", "_grand_total", "remark", "drawer", "_seal", "_list_date"}
    ),
    minimum=3,
)
_FIELDS = (
    "name", "specification", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax",
    "plate", "vehicle_type", "toll_from_date", "toll_to_date",
)  # fmt: skip
"""columns that become fields, where lines of the kind have them"""
_SEE_LIST = re.compile(r"详见.{0,8}清单")
_SUBTOTAL = re.compile(r"小计|本页")


def find_lines(pages: Sequence[MarkedPage]) -> tuple[Table, ...]:
    """The tables of lines, page by page."""
    found: list[Table] = []
    carried: Table | None = None
    for page in pages:
        tables = find_tables(page, LINES, carried)
        carried = carry(tables) if tables else None
        found.extend(tables)
    return tuple(found)


def line_rows(kind: DocumentKind, tables: Sequence[Table]) -> tuple[Row, ...]:
    """The lines as rows of the document; a line that only points to the list is left out where the list is there."""
    total = total_row(tables)
    rows = [row for table in tables for row in table.rows if not row.is_total and row is not total]
    listed = [row for row in rows if not _SEE_LIST.search(row.text("name"))]
    return table_rows(LINES.name, [_fields(kind, row) for row in (listed or rows)])


def total_row(tables: Sequence[Table]) -> TableRow | None:
    """The 合计 row of the whole invoice: the first that is no page's 小计; the list's own totals come after it."""
    totals = [row for table in tables for row in table.rows if row.is_total]
    whole = [row for row in totals if not _SUBTOTAL.search("".join(map(row.text, row.cells)))]
    return next((row for row in whole if "amount" in row.cells), None) or _unnamed_total(tables)


def _unnamed_total(tables: Sequence[Table]) -> TableRow | None:
    """The last row, where it names no goods and is the sum of the others: 合计 was not read."""
    rows = [row for table in tables for row in table.rows if not row.is_total]
    amounts = [[c.value for c in money.candidates(row.text("amount"))] for row in rows]
    figures = [a[0].amount for a in amounts if len(a) == 1 and isinstance(a[0], Money)]
    if len(rows) < 2 or len(figures) != len(rows) or not _names_nothing(rows[-1]):
        return None
    return rows[-1] if sum(figures[:-1]) == figures[-1] else None


def _names_nothing(row: TableRow) -> bool:
    """No name, or the two or three characters that are left of a misread 合计, and nothing counted."""
    counted = any(name in row.cells for name in ("quantity", "unit_price", "unit", "specification"))
    return len(row.text("name").replace(" ", "")) <= 3 and not counted


def _fields(kind: DocumentKind, row: TableRow) -> tuple[Field, ...]:
    known = {field.name for table in spec_of(kind).tables for field in table.fields}
    fields = [cell_field(kind, LINES.name, name, row) for name in _FIELDS if name in known]
    made = [field for field in fields if field is not None]
    name = next((f for f in made if f.name == "name"), None)
    service = service_class_field(name) if name is not None else None
    return (*made, service) if service is not None else tuple(made)

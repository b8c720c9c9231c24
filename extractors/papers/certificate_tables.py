"""Owners and entries of the registration certificate printed as tables: a heading for each column, a row for each entry.

Printouts and newer forms list transfers (转移登记摘要信息) and entries (登记栏) in this way, wherever on the page. A row that
names its kind (登记种类) is an entry; any other is a transfer. A heading 登记日期 that stands under no heading of
transfers belongs to the first registration, which is no table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from domain.field import DocumentKind, Field, MissingReason
from domain.geometry import Box
from domain.values import Text
from extractors.fields import field_of, missing
from extractors.layout.marking import MarkedPage
from extractors.layout.span import join
from extractors.papers.certificate_entries import (
    EXPORT,
    EntryFields,
    entries_start,
    is_transfer,
    kind_of,
    renamed,
)
from extractors.papers.owner import owner_names, owner_numbers
from extractors.papers.ruled_rows import whole_rows
from extractors.papers.vehicle_list import cell_field
from extractors.tables.fields import read_field
from extractors.tables.finding import find_tables
from extractors.tables.form import NUMBER, Column, Table, TableForm, TableRow
from extractors.values import date
from extractors.values.candidate import Parser

KIND = DocumentKind.REGISTRATION_CERTIFICATE
ENTRY, DATE = "endorsement", "transfer_date"
_DATES = frozenset({"transfer_date", "register_date", "_date", "_mortgage_date"})
CLOSE = 2.5  # heights between the heading of the numbers and that of the dates
_COLUMNS = (
    Column("_number", frozenset({"_number", "certificate_number"}), NUMBER),
    Column(ENTRY, frozenset({"_entry_kind"})),
    Column(DATE, _DATES),
    Column("owner_name", frozenset({"owner_name", "_mortgagee", "_entry_name"})),
    Column("owner_id", frozenset({"owner_id"})),
    Column("plate", frozenset({"plate"})),
    Column("registration_authority", frozenset({"registration_authority"})),
    Column("_remark", frozenset({"_remark", "_changed", "_reason"})),
)
_STOPS = frozenset(
    {"_summary", "_transfers", "_vehicle", "_entries", "_notice", "vin", "engine_no", "vehicle_type", "brand", "model",
     "maker", "colour", "fuel", "issue_date", "factory_date", "certificate_number", "use_character"}
)  # fmt: skip
_OTHER_LABELS = _STOPS | {
    "owner_name",
    "registration_authority",
    "register_date",
    "transfer_date",
    "plate",
    "_entry_kind",
}
MIN_QUALITY = 0.8
"""of a label inside a row that shows that it is no row; less of one can be a part of a value"""
_FORM = TableForm(
    "owners", _COLUMNS, frozenset({DATE}), _STOPS, minimum=3, leading=frozenset(), required=frozenset({DATE})
)
_PARSERS: dict[str, Parser] = {
    DATE: date.candidates,
    "owner_name": owner_names,
    "owner_id": owner_numbers,
}
TRANSFER_NAMES = ("owner_name", "owner_id", DATE, "plate", "registration_authority")


@dataclass(frozen=True)
class OwnerTables:
    """The tables of a page, by what their rows are."""

    transfers: tuple[Table, ...]
    entries: tuple[Table, ...]

    @property
    def all(self) -> tuple[Table, ...]:
        return (*self.transfers, *self.entries)


def owner_tables(page: MarkedPage) -> OwnerTables:
    """The tables of transfers and of entries on a page."""
    cut = [
        _to_entries(page, _to_first_label(page, table))
        for table in find_tables(_without_numbers(page), _FORM)
    ]
    tables = [table for table in cut if _is_filled(table)]
    entries = tuple(table for table in tables if _has(table, "_entry_kind"))
    transfers = tuple(table for table in tables if table not in entries and _is_of_transfers(page, table))
    return OwnerTables(transfers, entries)


def _without_numbers(page: MarkedPage) -> MarkedPage:
    """The page without the headings of numbers that stand close before the dates: readers take both as one."""
    dates = [hit for hit in page.labels if hit.name in _DATES]
    close = [
        hit
        for hit in page.labels
        if hit.name == "_number" and any(_is_close_before(hit.box, other.box) for other in dates)
    ]
    return replace(page, labels=tuple(hit for hit in page.labels if hit not in close), memo={})


def _is_close_before(number: Box, day: Box) -> bool:
    height = max(number.height, 1.0)
    is_level = abs(number.centre[1] - day.centre[1]) < 0.6 * height
    return is_level and 0 <= day.x0 - number.x1 < CLOSE * height


def transfer_rows(tables: OwnerTables) -> list[tuple[Field, ...]]:
    """The fields of each transfer, as a ``transfers`` row has them."""
    return [tuple(_owner_cells(row).values()) for table in tables.transfers for row in table.rows]


def table_entries(tables: OwnerTables) -> list[EntryFields]:
    """The entries of the tables of entries."""
    rows = (row for table in tables.entries for row in table.rows)
    return [entry for row in rows if (entry := _entry(row)) is not None]


def _owner_cells(row: TableRow) -> dict[str, Field]:
    """The cells of a row; the number of the owner may stand in the column of the name."""
    cells = {name: cell_field(KIND, "transfers", name, row, _PARSERS.get(name)) for name in TRANSFER_NAMES}
    if not row.cells.get("owner_id") and row.cells.get("owner_name"):
        found = read_field("owner_id", join(row.cells["owner_name"]), row.page, owner_numbers)
        cells |= {"owner_id": found} if found.value is not None else {}
    return cells


def _entry(row: TableRow) -> EntryFields | None:
    """What one row of a table of entries says; None when it names no kind of entry."""
    words = row.cells.get(ENTRY)
    if not words:
        return None
    printed = row.text(ENTRY)
    kind = kind_of(printed)
    cells = _owner_cells(row)
    day = renamed(cells[DATE], "date")
    title = field_of(ENTRY, Text(printed), join(words), row.page)
    endorsement = (title, day, _text(row), cells["owner_name"], cells["owner_id"])
    transfer = tuple(cells.values()) if is_transfer(kind) else ()
    return EntryFields(kind, kind == EXPORT, day, endorsement, transfer)


def _text(row: TableRow) -> Field:
    """What the row says, its kind left out."""
    spans = [span for name, cell in row.cells.items() if name not in (ENTRY, "_number") for span in cell]
    if not spans:
        return missing("text", MissingReason.BLANK)
    return field_of("text", Text(" ".join(span.text for span in spans)), join(spans), row.page)


def _to_first_label(page: MarkedPage, table: Table) -> Table:
    """The table with the rows above the first label below its heading: there another part of the form begins."""
    labels = [hit.box for hit in page.labels if hit.name in _OTHER_LABELS and hit.quality >= MIN_QUALITY]
    below = [box for box in labels if box.centre[1] > table.header.box.y1]
    rows = takewhile(lambda row: not any(row.box.contains(box, 2.0) for box in below), whole_rows(table))
    return replace(table, rows=tuple(rows))


def _to_entries(page: MarkedPage, table: Table) -> Table:
    """A table of transfers with its rows above the entries that are no table."""
    start = entries_start(page)
    if start is None or start < table.header.box.y0 or _has(table, "_entry_kind"):
        return table
    return replace(table, rows=tuple(row for row in table.rows if row.box.centre[1] < start))


def _has(table: Table, label: str) -> bool:
    return any(cell.label == label for cell in table.header.cells)


def _is_filled(table: Table) -> bool:
    """Whether dates stand under the heading of dates; labels side by side above their values may be a form."""
    return any(date.candidates(row.text(DATE)) for row in table.rows)


def _is_of_transfers(page: MarkedPage, table: Table) -> bool:
    """Whether a table lists owners after the first: it says so, counts its rows, or stands under such a heading."""
    if _has(table, "transfer_date"):
        return True
    top = table.header.box.y0
    above = [hit for hit in page.labels if hit.name in ("_summary", "_transfers") and hit.box.y0 < top]
    last = max(above, key=lambda hit: hit.box.y0, default=None)
    return last is not None and last.name == "_transfers"

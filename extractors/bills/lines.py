"""明细: labour and parts of a workshop's bill, in one table or in several, over all its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, Row
from domain.values import Text
from extractors.bills.kinds import LABOUR, PART, kind_of_unit, kind_said, prefix_of
from extractors.fields import field_of
from extractors.layout.marking import MarkedPage
from extractors.layout.span import join
from extractors.services.classes import service_class_field
from extractors.tables.fields import cell_field, read_field, table_rows
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import MONEY, NUMBER, TEXT, Column, Table, TableForm, TableRow
from extractors.values import code, money, number, text
from extractors.values import name as names

KIND = DocumentKind.REPAIR_BILL


def _column(name: str, kind: str = TEXT, *more: str) -> Column:
    return Column(name, frozenset({f"_col_{name}", *more}), kind)


LINES = TableForm(
    "lines",
    (
        _column("number", NUMBER, "_number", "_form_number"),
        _column("code"),
        _column("name", TEXT, "_item_labour", "_item_part"),
        _column("specification"),
        _column("unit"),
        _column("quantity", NUMBER),
        _column("hours", NUMBER),
        _column("unit_price", MONEY),
        _column("amount", MONEY, "labour_total", "parts_total", "_receivable", "_received", "_subtotal"),
        _column("discount"),
        _column("kind"),
        _column("after_discount", MONEY),
        _column("warehouse"),
        Column("count_price", frozenset({"_col_count_price"}), NUMBER, True),
        Column("fee", frozenset({"_fee", "_sum"}), MONEY),
        Column("reduction", frozenset({"discount"})),
        Column("person", frozenset({"_person"})),
        Column("note", frozenset({"_note"})),
    ),
    anchors=frozenset({"amount", "quantity", "hours", "unit_price", "count_price"}),
    stops=frozenset(
        {
            "parts_total",
            "labour_total",
            "discount",
            "amount_total_capital",
            "_received",
            "_receivable",
            "_sum",
            "_signature",
            "settlement_date",
            "service_out_date",
            "_print_date",
            "_tables",
            "_fee",
            "shop_name",
            "customer_name",
            "_note",
            "_contact",
            "_date",
        }
    ),
    minimum=3,
    required=frozenset({"name"}),
)
_FIELDS = ("code", "name", "unit", "quantity", "hours", "unit_price", "amount")
_COUNT_PRICE = re.compile(r"([\d.,]+)\s*[*×xX]\s*[¥￥]?([\d.,]+)")
_PART_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-./ ]{4,24}")
_CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9\-./]{3,24}")
_RUNNING_NUMBER = re.compile(r"\s*\d{1,2}(?:\s*[.、)）]\s*|\s+)(?=[\u4e00-\u9fff])")
_CAPTION = 3.0  # heights that the caption of a table stands above its head, at most
_COUNTED = re.compile(r"\s*([\d.,]+)\s*([\u4e00-\u9fff]{1,2}|[A-Za-z]{1,3})\s*")


def find_lines(pages: Sequence[MarkedPage]) -> list[list[Table]]:
    """The tables of lines, page by page."""
    found: list[list[Table]] = []
    carried: Table | None = None
    for page in pages:
        tables = find_tables(page, LINES, carried)
        carried = carry(tables)
        found.append(list(tables))
    return found


def line_rows(tables: Sequence[Table]) -> tuple[Row, ...]:
    """The lines as rows of the document, labour and parts in print order."""
    rows = [(table, row) for table in tables for row in table.rows if not row.is_total]
    return table_rows(LINES.name, [_fields(table, row) for table, row in rows if row.cells.get("name")])


def _fields(table: Table, row: TableRow) -> tuple[Field, ...]:
    fields = [cell_field(KIND, LINES.name, name, row) for name in _FIELDS]
    made = [field for field in fields if field is not None]
    if "code" not in row.cells and _PART_NUMBER.fullmatch(row.text("specification")):
        span = join(row.cells["specification"])
        made.append(read_field("code", span, row.page, code.candidates))
    if "code" not in row.cells and _CODE.fullmatch(row.text("number")):
        made.append(read_field("code", join(row.cells["number"]), row.page, code.candidates))
    made += _count_and_price(row)
    made = _without_prefix(_counted_apart(made, row), row)
    if not any(f.name == "amount" for f in made):
        made += _total_price(table, row)
    kind = _kind_of(table, row)
    if kind:
        span = join(row.cells["name"])
        made.append(field_of("line_kind", Text(kind), span, row.page))
    wrong, right = ("quantity", "hours") if kind == LABOUR else ("hours", "quantity")
    if kind and not any(f.name == right for f in made):
        made = [_renamed(f, right) if f.name == wrong else f for f in made]
    name = next((f for f in made if f.name == "name"), None)
    service = service_class_field(name) if name is not None else None
    return (*made, service) if service is not None else tuple(made)


def _count_and_price(row: TableRow) -> list[Field]:
    """数量*单价 of a till receipt, apart."""
    spans = row.cells.get("count_price", ())
    match = _COUNT_PRICE.search(spans[0].text) if spans else None
    if match is None:
        return []
    fields = []
    for group, name, parse in ((1, "quantity", number.candidates), (2, "unit_price", money.candidates)):
        fields.append(read_field(name, spans[0].part(*match.span(group)), row.page, parse))
    return fields


def _counted_apart(fields: list[Field], row: TableRow) -> list[Field]:
    """数量 and 单位 apart where both are printed as one (``4升``, ``0.8H``), in whichever of the two columns."""
    name = next((n for n in ("quantity", "unit") if _COUNTED.fullmatch(row.text(n))), None)
    other = "unit" if name == "quantity" else "quantity"
    if name is None or row.cells.get(other) or "hours" in row.cells:
        return fields
    span = join(row.cells[name])
    match = _COUNTED.fullmatch(span.text)
    if match is None:
        return fields
    made = [f for f in fields if f.name != name]
    made.append(read_field("quantity", span.part(*match.span(1)), row.page, number.candidates))
    if kind_of_unit(match[2]) != LABOUR:
        made.append(read_field("unit", span.part(*match.span(2)), row.page, text.candidates))
    return made


def _without_prefix(fields: list[Field], row: TableRow) -> list[Field]:
    """The name without its number in the list and the kind in brackets before it."""
    spans = row.cells.get("name")
    shown = join(spans).text if spans else ""
    numbered = _RUNNING_NUMBER.match(shown) if "number" not in row.cells else None
    start = numbered.end() if numbered is not None else 0
    start += prefix_of(shown[start:])[1]
    if not spans or not start:
        return fields
    name = read_field("name", join(spans).part(start), row.page, names.candidates)
    return [name if f.name == "name" else f for f in fields]


def _total_price(table: Table, row: TableRow) -> list[Field]:
    """总价 as the amount of the line where the table has no other."""
    is_sum = any(c.column.name == "fee" and c.label == "_sum" for c in table.header.cells)
    spans = row.cells.get("fee")
    return [read_field("amount", join(spans), row.page, money.candidates)] if is_sum and spans else []


def _renamed(field: Field, name: str) -> Field:
    return Field(name, field.value, field.raw, field.place, field.source, field.certainty, field.missing)


def _kind_of(table: Table, row: TableRow) -> str:
    """工时 or 配件 as the heading of the item says, else by what the line counts; empty when open."""
    name = join(row.cells["name"]).text if row.cells.get("name") else ""
    counted = _COUNTED.fullmatch(row.text("quantity") or row.text("unit"))
    unit = row.text("unit") if counted is None else counted[2]
    said = prefix_of(name)[0] or kind_said(row.text("kind"))
    if kind_of_unit(unit) == LABOUR or said:
        return LABOUR if kind_of_unit(unit) == LABOUR else said
    labels = {cell.label for cell in table.header.cells}
    if "_item_part" in labels and "_item_labour" not in labels:
        return PART
    above = _caption_of(table, row)
    if kind_of_unit(unit) or above:
        return kind_of_unit(unit) or above
    if "_item_labour" in labels or ("hours" in row.cells and "quantity" not in row.cells):
        return LABOUR
    return PART if "quantity" in row.cells and "hours" not in row.cells and "code" in row.cells else ""


def _caption_of(table: Table, row: TableRow) -> str:
    """The kind that the line right above the head of a table names (二、材料费); empty when it names none or both."""
    head = table.header.box
    near = [
        run
        for run in row.page.runs
        if run.box.y1 <= head.y0 + 0.3 * run.height
        and head.y0 - run.box.y1 < _CAPTION * run.height
        and run.box.x0 < head.centre[0]
    ]
    nearest = max((run.box.centre[1] for run in near), default=0.0)
    line = [run for run in near if nearest - run.box.centre[1] < 0.5 * run.height]
    return kind_said(line[0].text) if len(line) == 1 else ""

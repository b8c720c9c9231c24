"""商品: the items of a declaration, from its table or from blocks, over all its pages; every car makes one row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from domain.field import DocumentKind, Field, Row
from extractors.declarations.goods_cells import cell_fields
from extractors.declarations.goods_text import (
    car_fields,
    fields_of_lines,
    is_used_field,
    uncut,
    unread_vin,
    vin_field,
    vins_in,
)
from extractors.filling import parser_for
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span, join
from extractors.shapes import by_shape, vins_of
from extractors.tables.fields import read_field, table_rows
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import NUMBER, TEXT, Column, Table, TableForm, TableRow


def _column(name: str, kind: str = TEXT) -> Column:
    return Column(name, frozenset({f"_col_{name}"}), kind)


CAR_COLUMNS = ("vin", "brand", "model", "mileage", "register_date", "engine_no", "is_used")
"""what some declarants print of a car in columns of its own instead of 规格型号"""

GOODS = TableForm(
    "goods",
    (
        _column("item_number", NUMBER),
        _column("hs_code", NUMBER),
        _column("goods_name"),
        _column("specification"),
        _column("quantity"),
        _column("unit"),
        Column("price", frozenset({"_col_price"}), TEXT, True),
        _column("unit_price"),
        _column("total_price"),
        Column("currency", frozenset({"currency"})),
        _column("origin_country"),
        _column("final_country"),
        _column("source"),
        _column("levy"),
        *(Column(name, frozenset({f"_goods_{name}"})) for name in CAR_COLUMNS),
    ),
    anchors=frozenset({"item_number", "hs_code"}),
    stops=frozenset({"_confirmations", "_declarant", "remark"}),
    minimum=4,
    prose="specification",
    required=frozenset({"hs_code", "goods_name"}),
)


@dataclass(frozen=True)
class Item:
    """One item as printed: its row of the table and all its words in reading order."""

    row: TableRow

    @property
    def lines(self) -> list[Span]:
        """Name and specification, line by line; none when neither is printed."""
        spans = [s for name in ("goods_name", "specification") for s in self.row.cells.get(name, ())]
        return sorted(spans, key=lambda s: s.box.centre[1])


def find_goods(pages: Sequence[MarkedPage]) -> list[list[Table]]:
    """The goods tables, page by page."""
    found: list[list[Table]] = []
    carried: Table | None = None
    for page in pages:
        tables = find_tables(page, GOODS, carried)
        carried = carry(tables)
        found.append(list(tables))
    return found


def goods_rows(tables: Sequence[Table]) -> tuple[Row, ...]:
    """One row per car; an item with several VINs gives one row each, its sums on the first only."""
    rows: list[tuple[Field, ...]] = []
    for table in tables:
        for row in table.rows:
            if not row.is_total:
                rows += _rows_of(Item(row))
    return table_rows(GOODS.name, rows)


def _rows_of(item: Item) -> list[tuple[Field, ...]]:
    row, lines = item.row, item.lines
    fields = cell_fields(row)
    own_columns = _car_cells(row)
    if not lines:
        return [(*fields, *own_columns.values())]
    words = join(lines)
    cars = vins_in(words)
    about = {name: uncut(field, row.page) for name, field in fields_of_lines(lines, row.page).items()}
    if len(cars) <= 1:
        found = (
            vin_field(cars[0], words, row.page) if cars else _broken_vin(row) or unread_vin(words, row.page)
        )
        told = {"vin": found, **about} if found is not None else about
        return [(*fields, *(told | own_columns).values())]
    shared = [f for f in fields if f.name in ("item_number", "hs_code", "goods_name")]
    pieces = _between(words, [best.start for best, _ in cars])
    made = []
    for index, (car, piece) in enumerate(zip(cars, pieces, strict=True)):
        own = car_fields(piece, row.page) if piece is not None else {}
        used = {"is_used": about["is_used"]} if "is_used" in about else {}
        made.append(
            (*(fields if index == 0 else shared), vin_field(car, words, row.page), *(used | own).values())
        )
    return made


def _car_cells(row: TableRow) -> dict[str, Field]:
    """What stands about the car in columns of its own; only what was read."""
    fields: dict[str, Field] = {}
    for name in CAR_COLUMNS:
        spans = row.cells.get(name, ())
        if spans and name == "is_used":
            fields |= is_used_field(join(spans), row.page)
        elif spans:
            parse = parser_for(DocumentKind.EXPORT_DECLARATION, name, GOODS.name)
            fields[name] = read_field(name, _as_one(spans), row.page, parse)
    return {name: field for name, field in fields.items() if field.value is not None}


def _as_one(lines: Sequence[Span]) -> Span:
    """The lines of a narrow cell as one value, without a space: a number goes on in the next line (104 / 21)."""
    return Span(tuple(glyph for line in lines for glyph in line.glyphs))


def _broken_vin(row: TableRow) -> Field | None:
    """The only VIN that stands in the row, told by its form, where a cell broke it over two lines."""
    inside = [seen for seen in vins_of([row.page]) if row.box.grown(1.0).contains(seen[1].box)]
    found = by_shape("vin", inside)
    return found if found.value is not None else None


def _between(words: Span, starts: Sequence[int]) -> list[Span | None]:
    """The stretch of text that belongs to each of several cars: from its VIN to the next."""
    bounds = [*starts, len(words.glyphs)]
    return [words.part(a, b).stripped() if b > a else None for a, b in itertools.pairwise(bounds)]

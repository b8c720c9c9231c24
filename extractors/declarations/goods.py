"""商品: the items of a declaration, from its table or from blocks, over all its pages; every car makes one row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from domain.field import Field, Row
from extractors.declarations.goods_cells import cell_fields
from extractors.declarations.goods_text import car_fields, unread_vin, vin_field, vins_in
from extractors.layout.marking import MarkedPage
from extractors.layout.span import Span, join
from extractors.tables.fields import table_rows
from extractors.tables.finding import carry, find_tables
from extractors.tables.form import NUMBER, TEXT, Column, Table, TableForm, TableRow


def _column(name: str, kind: str = TEXT) -> Column:
    return Column(name, frozenset({f"_col_{name}"}), kind)


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
    def words(self) -> Span | None:
        """Name and specification, line by line; None when neither is printed."""
        spans = [s for name in ("goods_name", "specification") for s in self.row.cells.get(name, ())]
        return join(sorted(spans, key=lambda s: s.box.centre[1])) if spans else None


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
    row, words = item.row, item.words
    fields = cell_fields(row)
    if words is None:
        return [tuple(fields)]
    cars = vins_in(words)
    about = car_fields(words, row.page)
    if len(cars) <= 1:
        found = vin_field(cars[0], words, row.page) if cars else unread_vin(words, row.page)
        vins = [found] if found is not None else []
        return [(*fields, *vins, *about.values())]
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


def _between(words: Span, starts: Sequence[int]) -> list[Span | None]:
    """The stretch of text that belongs to each of several cars: from its VIN to the next."""
    bounds = [*starts, len(words.glyphs)]
    return [words.part(a, b).stripped() if b > a else None for a, b in itertools.pairwise(bounds)]

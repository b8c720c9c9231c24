"""商品栏: the cells of one goods item (codes, name, quantity, prices, countries) as fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import Field, MissingReason
from domain.values import Money, Number, Text
from extractors.declarations.coded_names import coded_countries
from extractors.declarations.goods_text import name_end, plain_name
from extractors.fields import field_of
from extractors.layout.span import Span, join
from extractors.tables.fields import read_field
from extractors.tables.form import Table, TableRow
from extractors.values import money, number
from extractors.values.currency import currency_code
from extractors.values.name import tidy

_HS = re.compile(r"(?<!\d)\d{10}(?!\d)|(?<!\d)\d{8}[. ]\d{2}(?!\d)|(?<!\d)\d{4}\.\d{4}(?:\.\d{2})?(?!\d)")


def cell_fields(row: TableRow) -> list[Field]:
    """The fields of an item's cells, apart from what its specification says about the car."""
    return [*_codes(row), *_names(row), *_quantity(row), *_prices(row), *_countries(row)]


def _codes(row: TableRow) -> list[Field]:
    fields = []
    if "item_number" in row.cells:
        span = row.cells["item_number"][0]
        digits = re.search(r"\d{1,3}", span.text)
        if digits:
            fields.append(field_of("item_number", Text(str(int(digits[0]))), span, row.page))
    for span in row.cells.get("hs_code", ()):
        code = _HS.search(span.text)
        if code:
            part = span.part(*code.span())
            fields.append(field_of("hs_code", Text(re.sub(r"\D", "", code[0])), part, row.page))
            break
    return fields


def _names(row: TableRow) -> list[Field]:
    """The goods' name is the first line, up to where the elements begin; the rest is the specification."""
    lines = list(row.cells.get("goods_name", ()))
    if not lines:
        return []
    first = lines[0]
    end = name_end(first.text)
    name = first.part(0, end) if end else first
    rest = [*([first.part(end)] if end and end < len(first.glyphs) else []), *lines[1:]]
    rest = sorted([*rest, *row.cells.get("specification", ())], key=lambda span: span.box.centre[1])
    words = plain_name(name.text)
    fields = [field_of("goods_name", Text(words), name, row.page)] if words else []
    if rest:
        text = tidy(" ".join(s.text for s in rest))
        if text:
            fields.append(field_of("specification", Text(text), join(rest), row.page))
    return fields


def _quantity(row: TableRow) -> list[Field]:
    """The line counted in cars when there is one, else the first."""
    spans = row.cells.get("quantity", ())
    read = [(span, c) for span in spans for c in number.candidates(span.text)]
    cars = [(s, c) for s, c in read if isinstance(c.value, Number) and c.value.unit in ("辆", "台")]
    chosen = (cars or read)[:1]
    return [field_of("quantity", c.value, s, row.page, (), c.factor) for s, c in chosen]


def _prices(row: TableRow) -> list[Field]:
    """单价 and 总价 in the currency printed below them or beside them."""
    currency = _currency(row)
    stacked = [c for c in _figures(row.cells.get("price", ()))]
    singles = {name: _figures(row.cells.get(name, ())) for name in ("unit_price", "total_price")}
    if len(stacked) >= 2 and not any(singles.values()):
        singles = {"unit_price": stacked[:1], "total_price": stacked[1:2]}
    if len(singles["unit_price"]) >= 2 and not singles["total_price"]:
        singles = {"unit_price": singles["unit_price"][:1], "total_price": singles["unit_price"][1:2]}
    return [
        field_of(name, Money(amount.amount, currency or amount.currency), span, row.page)
        for name, found in singles.items()
        for span, amount in found[:1]
    ]


def currency_field(tables: Sequence[Table]) -> dict[str, Field]:
    """币制 as the goods' table prints it, where all items have the same; else nothing."""
    found = [
        (row, span.part(*m.span()))
        for table in tables
        for row in table.rows
        for name in ("currency", "price", "total_price", "unit_price")
        for span in row.cells.get(name, ())
        for m in re.finditer(r"[\u4e00-\u9fff]{2,6}|[A-Z]{3}", span.text)
        if currency_code(m[0])
    ]
    if len({span.text for _, span in found}) != 1:
        return {}
    row, span = found[0]
    return {"currency": field_of("currency", Text(span.text), span, row.page)}


def _figures(spans: Sequence[Span]) -> list[tuple[Span, Money]]:
    found = []
    for span in spans:
        for candidate in sorted(money.candidates(span.text.replace("/", " ")), key=lambda c: c.start):
            if isinstance(candidate.value, Money):
                part = Span(span.glyphs[candidate.start : candidate.end]).stripped() or span
                found.append((part, candidate.value))
    return found


def _currency(row: TableRow) -> str | None:
    spans = [
        s for name in ("currency", "price", "total_price", "unit_price") for s in row.cells.get(name, ())
    ]
    words = [w for s in spans for w in re.findall(r"[\u4e00-\u9fff]{2,6}|[A-Z]{3}|\(\d{3}\)|[$€]", s.text)]
    return next((code for code in map(currency_code, words) if code), None)


def _countries(row: TableRow) -> list[Field]:
    fields = []
    for name in ("origin_country", "final_country"):
        spans = row.cells.get(name, ())
        if spans:
            field = read_field(name, join(spans), row.page, coded_countries)
            if field.missing is not MissingReason.UNREADABLE:
                fields.append(field)
    return fields

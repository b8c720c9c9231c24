"""Cells to fields: what stands in a cell, read by the parser of its column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.field import DocumentKind, Field, MissingReason, Row
from extractors.fields import field_of, how_evidence, missing, other_readings
from extractors.filling import parser_for
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.tables.form import TableRow
from extractors.values.candidate import Parser

_PLACEHOLDERS = frozenset("*/-—－一.、\\|· ")


def cell_field(
    kind: DocumentKind, table: str, name: str, row: TableRow, parsers: Mapping[str, Parser] | None = None
) -> Field | None:
    """The field of one cell; None when nothing is printed there, missing when what is printed is no such value."""
    spans = row.cells.get(name)
    if not spans:
        return None
    parse = (parsers or {}).get(name) or parser_for(kind, name, table)
    return read_field(name, join(spans), row.page, parse)


def read_field(name: str, span: Span, page: LaidOutPage, parse: Parser) -> Field:
    """What a stretch of text says as a value of one type, or why it says none."""
    found = parse(span.text)
    if not found:
        blank = set(span.text) <= _PLACEHOLDERS
        return missing(name, MissingReason.BLANK if blank else MissingReason.UNREADABLE, (), span, page)
    best = found[0]
    candidates = other_readings(found, span, 1)
    if len(found) > 1 and found[1].factor >= best.factor and found[1].start != best.start:
        return missing(name, MissingReason.AMBIGUOUS, other_readings(found, span), span, page)
    part = Span(span.glyphs[best.start : best.end]).stripped() or span
    return field_of(name, best.value, part, page, how_evidence(best), best.factor, candidates)


def table_rows(name: str, fields: Iterable[tuple[Field, ...]]) -> tuple[Row, ...]:
    """Rows numbered in the order given; such as have no value at all are left out."""
    kept = [row for row in fields if any(f.value is not None for f in row)]
    return tuple(Row(name, index, row) for index, row in enumerate(kept))

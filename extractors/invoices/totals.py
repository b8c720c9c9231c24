"""合计, 价税合计 大写 and 小写: the sums of an invoice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.field import DocumentKind, Field, MissingReason
from extractors.fields import missing
from extractors.filling import fill
from extractors.layout.marking import MarkedPage
from extractors.layout.page import LaidOutPage
from extractors.layout.span import Span, join
from extractors.tables.fields import cell_field, read_field
from extractors.tables.form import Table, TableRow
from extractors.values import capital_amount, money

_SIGNED = re.compile(r"[¥￥]\s*-?\d[\d,.，]*")
_SUMS = ("amount_total", "amount_total_capital")


def total_fields(
    kind: DocumentKind, pages: Sequence[MarkedPage], tables: Sequence[Table], total: TableRow | None
) -> dict[str, Field]:
    """Sums without tax, of tax, and with tax in figures and in capital numerals."""
    fields = dict(zip(("amount_excl_tax", "tax"), _net_and_tax(kind, total), strict=True))
    lone = [name for name, field in fields.items() if field.value is None]
    for name, field in fill(kind, pages, lone).items():
        if field.value is not None:
            fields[name] = field
    found = fill(kind, pages, _SUMS, labels={"amount_total": ("amount_total", "_grand_total")})
    for name in _SUMS:
        if found[name].value is None:
            found[name] = _from_sum_line(name, pages) or found[name]
    return fields | found


def _net_and_tax(kind: DocumentKind, total: TableRow | None) -> tuple[Field, Field]:
    net = tax = None
    if total is not None:
        net = cell_field(kind, "lines", "amount", total)
        tax = cell_field(kind, "lines", "tax", total)
    return (
        _renamed(net, "amount_excl_tax") or missing("amount_excl_tax", MissingReason.NOT_FOUND),
        tax or missing("tax", MissingReason.NOT_FOUND),
    )


def _renamed(field: Field | None, name: str) -> Field | None:
    if field is None:
        return None
    return Field(
        name,
        field.value,
        field.raw,
        field.place,
        field.source,
        field.certainty,
        field.missing,
        field.candidates,
    )


def _from_sum_line(name: str, pages: Sequence[MarkedPage]) -> Field | None:
    """The sum on the line of 价税合计 when its own label (大写, 小写) was not read."""
    for page in pages:
        for hit in page.hits("_grand_total"):
            runs = [r for r in _beside(page.laid, hit.box.centre[1], hit.height) if r.box.x0 >= hit.box.x0]
            line = join(runs) if runs else None
            parse = capital_amount.candidates if name == "amount_total_capital" else money.candidates
            if line is None or not parse(line.text):
                continue
            signed = _SIGNED.search(line.text) if parse is money.candidates else None
            return read_field(name, line.part(*signed.span()) if signed else line, page.laid, parse)
    return None


def _beside(page: LaidOutPage, y: float, height: float) -> list[Span]:
    near = [run for run in page.runs if abs(run.box.centre[1] - y) < 0.9 * height]
    return sorted(near, key=lambda run: run.box.x0)

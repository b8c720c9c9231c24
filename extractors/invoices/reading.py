"""One invoice, whole: its parts put together, best source first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.document import Problem
from domain.field import DocumentKind, Field
from domain.values import Money
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.data_file import contradictions, data_file_of, with_data_file
from extractors.invoices.heading import heading_fields
from extractors.invoices.lines import find_lines, line_rows, total_row
from extractors.invoices.mentions import labelled_mentions, mentions
from extractors.invoices.parties import party_fields
from extractors.invoices.remark import remark_fields
from extractors.invoices.remark_place import lines_below_sums, remark_texts
from extractors.invoices.totals import total_fields
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.span import Span
from extractors.layout.splitting import split_under_headings
from extractors.qr import qr_fields, with_numbers_of_one_paper
from extractors.tables.form import Table

_CAR = ("vin", "plate", "mileage", "bill_number")
_CAR_COLUMNS = ("name", "specification", "plate")


def read_invoice_pages(kind: DocumentKind, pages: Sequence[LaidOutPage]) -> PaperContent:
    """What stands on the pages of one invoice, in its XML where there is one, and in its QR code."""
    lexicon = load_lexicon(kind)
    marked = [split_under_headings(mark(page, lexicon)) for page in pages]
    tables = find_lines(marked)
    header = tables[0].header.box if tables else None
    fields = heading_fields(kind, marked)
    fields |= party_fields(kind, marked[0], header)
    fields |= total_fields(kind, marked, tables, total_row(tables))
    fields |= _remark(marked, tables)
    fields = with_numbers_of_one_paper(fields | {field.name: field for field in qr_fields(pages)}, pages)
    rows = line_rows(kind, tables)
    problems: tuple[Problem, ...] = ()
    xml = data_file_of(pages, fields)
    if xml is not None:
        problems = tuple(contradictions(kind, fields, xml))
        fields, rows = with_data_file(fields, rows, xml)
    return PaperContent(tuple(fields.values()), rows, _subtype(fields), problems)


def _remark(marked: Sequence[MarkedPage], tables: Sequence[Table]) -> dict[str, Field]:
    """The remark's fields; what it does not say about the car may stand in the lines (toll invoices do so), or below them."""
    fields = remark_fields(remark_texts(marked))
    if all(name in fields for name in _CAR):
        return fields
    cells: list[tuple[LaidOutPage, Span]] = [
        (row.page, span)
        for table in tables
        for row in table.rows
        for name in _CAR_COLUMNS
        for span in row.cells.get(name, ())
    ]
    below = [(page.laid, span) for page in marked for span in lines_below_sums(page)]
    return labelled_mentions(below) | mentions(cells) | fields


def _subtype(fields: Mapping[str, Field]) -> str:
    """``red_letter`` for a negative invoice, else empty."""
    total = fields.get("amount_total")
    if total is not None and isinstance(total.value, Money) and total.value.amount < 0:
        return "red_letter"
    return ""

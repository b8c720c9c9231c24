"""Invoices over the sale of one car: heading, car, parties, sums, QR code and data file, whoever sells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.document import Problem
from domain.field import DocumentKind, Field
from domain.values import Text
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.bands import banded_fields
from extractors.invoices.data_file import contradictions, data_file_of, with_data_file
from extractors.invoices.heading import heading_fields
from extractors.papers.one_car_form import form_fields, marked_pages
from extractors.qr import qr_fields, with_numbers_of_one_paper
from extractors.values.candidate import Parser

_SUMS = {
    "amount_total": ("amount_total", "_price"),
    "amount_total_capital": ("amount_total_capital", "_price"),
}
"""the sum stands beside its own label, 大写 or 小写, or beside the label of both"""


def read_car_invoice(
    kind: DocumentKind,
    pages: Sequence[LaidOutPage],
    names: Sequence[str],
    parsers: Mapping[str, Parser],
    numbers: Mapping[str, str],
    number_labels: Mapping[str, Sequence[str]],
) -> PaperContent:
    """What stands on the pages of one invoice over a car.

    ``numbers`` and ``number_labels`` say how the parties' numbers are found (see ``bands``).
    """
    marked = marked_pages(kind, pages)
    fields = form_fields(kind, marked, names, parsers, _SUMS)
    fields |= heading_fields(kind, marked)
    banded = banded_fields(kind, marked[0], numbers, number_labels)
    fields |= {
        name: field for name, field in banded.items() if name in numbers.values() or _is_open(fields, name)
    }
    fields = with_numbers_of_one_paper(fields | {field.name: field for field in qr_fields(pages)}, pages)
    problems: tuple[Problem, ...] = ()
    xml = data_file_of(pages, fields)
    if xml is not None:
        problems = tuple(contradictions(kind, fields, xml))
        fields, _ = with_data_file(fields, (), xml)
    return PaperContent(tuple(fields.values()), subtype=_subtype(fields), problems=problems)


def _is_open(fields: Mapping[str, Field], name: str) -> bool:
    return name not in fields or fields[name].value is None


def _subtype(fields: Mapping[str, Field]) -> str:
    """``digital`` or ``paper`` by the number; empty where none was read."""
    number = fields["invoice_number"].value
    if not isinstance(number, Text):
        return ""
    return "digital" if len(number.text) == 20 else "paper"

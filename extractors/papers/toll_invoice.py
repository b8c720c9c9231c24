"""通行费电子发票: an invoice whose lines name the vehicle and the days on which it passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from domain.field import DocumentKind, Field, Row
from domain.values import Date
from domain.vocabulary import spec_of
from extractors.contract import LaidOutPage, PaperContent
from extractors.invoices.reading import read_invoice_pages

KIND = DocumentKind.TOLL_INVOICE


class TollInvoice:
    """Reads invoices over tolls."""

    kind = KIND

    def extract(self, pages: tuple[LaidOutPage, ...]) -> PaperContent:
        """The invoice, and of its lines the first and the last day, and the vehicle's class where all lines agree."""
        content = read_invoice_pages(KIND, pages)
        known = {field.name for field in spec_of(KIND).fields}
        days = (_day("toll_from_date", content.rows, min), _day("toll_to_date", content.rows, max))
        of_lines = (*days, _agreed("vehicle_type", content.rows))
        found = tuple(field for field in of_lines if field is not None)
        return msgspec.structs.replace(
            content, fields=(*(f for f in content.fields if f.name in known), *found)
        )


def _day(name: str, rows: Sequence[Row], choose: Callable[..., Field]) -> Field | None:
    """The field of the line whose day is the first or the last; None unless every line's day was read."""
    fields = [row.get(name) for row in rows]
    if not fields or not all(isinstance(field.value, Date) for field in fields):
        return None
    return choose(fields, key=lambda field: str(field.value))


def _agreed(name: str, rows: Sequence[Row]) -> Field | None:
    """The field of the first line where all lines say the same; None otherwise."""
    fields = [row.get(name) for row in rows]
    values = {field.value for field in fields}
    return fields[0] if len(values) == 1 and fields[0].value is not None else None

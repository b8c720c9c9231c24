"""发票号码: 8 digits beside an invoice code, or the 20 digits of a 数电票."""

from __future__ import annotations

from domain.identifiers import invoice_number
from domain.values import Text
from extractors.values.candidate import ValueCandidate, only
from extractors.values.digits import rows


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every invoice number in ``raw``."""
    return rows(raw, (8, 20), invoice_number.is_valid)


def parse(raw: str) -> Text:
    """The one invoice number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "invoice number")
    assert isinstance(value, Text)
    return value

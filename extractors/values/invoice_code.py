"""发票代码: 10 or 12 digits."""

from __future__ import annotations

from domain.identifiers import invoice_code
from domain.values import Text
from extractors.values.candidate import ValueCandidate, only
from extractors.values.digits import rows


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every invoice code in ``raw``."""
    return rows(raw, (10, 12), invoice_code.is_valid)


def parse(raw: str) -> Text:
    """The one invoice code in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "invoice code")
    assert isinstance(value, Text)
    return value

"""机动车登记证书编号: twelve digits, the first two a province."""

from __future__ import annotations

from domain.identifiers import certificate_number
from domain.values import Text
from extractors.values.candidate import ValueCandidate, only
from extractors.values.digits import rows


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every certificate number in ``raw``."""
    return rows(raw, (12,), certificate_number.is_valid)


def parse(raw: str) -> Text:
    """The one certificate number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "certificate number")
    assert isinstance(value, Text)
    return value

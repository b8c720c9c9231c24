"""校验码: twenty digits, printed in four groups."""

from __future__ import annotations

from domain.values import Text
from extractors.values.candidate import ValueCandidate, only
from extractors.values.digits import rows


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every check code in ``raw``."""
    return rows(raw, (20,), lambda digits: len(digits) == 20)


def parse(raw: str) -> Text:
    """The one check code in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "check code")
    assert isinstance(value, Text)
    return value

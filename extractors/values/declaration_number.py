"""海关编号 and 预录入编号: 18 characters, office, year, direction and serial."""

from __future__ import annotations

import re

from domain.identifiers import declaration_number
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, ValueCandidate, only, ranked
from extractors.values.digits import rows
from extractors.values.folding import fold

_COLLECTIVE = re.compile(r"(?<![A-Z0-9])\d{4}20\d{2}[EI]\d{9}(?![A-Z0-9])")


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every declaration number in ``raw``."""
    collective = [
        ValueCandidate(Text(m[0]), 0.95, AS_PRINTED, *m.span()) for m in _COLLECTIVE.finditer(fold(raw))
    ]
    return ranked([*rows(raw, (18,), declaration_number.is_valid), *collective])


def parse(raw: str) -> Text:
    """The one declaration number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "declaration number")
    assert isinstance(value, Text)
    return value

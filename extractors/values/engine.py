"""发动机号: engine and motor numbers (domain notes 3.2).

No national form, no check digit; leading zeros and ``*`` are kept.
"""

from __future__ import annotations

import re

from domain.identifiers.alphabet import codes_in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, ValueCandidate, only, ranked, with_alphabet
from extractors.values.folding import fold

_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z0-9][A-Z0-9*\-/.]{3,24}(?![A-Z0-9])", re.IGNORECASE)


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every engine number in ``raw``: four to 25 characters, at least two of them digits."""
    found = []
    printed = fold(raw)
    for match in _NUMBER.finditer(codes_in_latin(printed)):
        number = match[0].upper().rstrip("-/.")
        if sum(c.isdigit() for c in number) >= 2:
            factor = 1.0 if 5 <= len(number) <= 17 else 0.8
            found.append(
                ValueCandidate(Text(number), factor, AS_PRINTED, match.start(), match.start() + len(number))
            )
    return with_alphabet(ranked(found), printed)


def parse(raw: str) -> Text:
    """The one engine number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "engine number")
    assert isinstance(value, Text)
    return value

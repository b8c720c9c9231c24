"""出口许可证号: ``26-AB-123456``, with whatever the reader made of the hyphens."""

from __future__ import annotations

import re

from domain.identifiers import licence_number
from domain.identifiers.alphabet import codes_in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, INFERRED, ValueCandidate, only, ranked, with_alphabet
from extractors.values.folding import fold

_HYPHENED = re.compile(
    r"(?<![A-Z0-9])\d{2} ?[-一ー_~] ?[A-Z0-9]{2} ?[-一ー_~] ?[A-Z0-9]{6}(?![A-Z0-9])", re.IGNORECASE
)
_BARE = re.compile(r"(?<![A-Z0-9\-])[12]\d[- ]?[A-Z][A-Z0-9][- ]?[A-Z0-9]{6}(?![A-Z0-9])", re.IGNORECASE)


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every licence number in ``raw``, in the form with two hyphens."""
    printed = fold(raw)
    text = codes_in_latin(printed)
    found = []
    for pattern, factor, how in ((_HYPHENED, 1.0, AS_PRINTED), (_BARE, 0.8, INFERRED)):
        for match in pattern.finditer(text):
            number = licence_number.compact(re.sub(r"[一ー_~ ]", "-", match[0]))
            if licence_number.is_valid(number):
                found.append(ValueCandidate(Text(number), factor, how, *match.span()))
    return with_alphabet(ranked(found), printed)


def parse(raw: str) -> Text:
    """The one licence number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "licence number")
    assert isinstance(value, Text)
    return value

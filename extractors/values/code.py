"""Codes without a national form: bill numbers, contract numbers, file numbers, engine numbers, models."""

from __future__ import annotations

import re

from domain.identifiers.alphabet import codes_in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, REPAIRED, NotAValue, ValueCandidate, ranked, with_alphabet
from extractors.values.folding import fold

_CODE = re.compile(
    r"[A-Za-z0-9\u4e00-\u9fff]?[A-Za-z0-9](?:[A-Za-z0-9*/.()\[\]_#+]| ?[\-/] ?(?=[A-Za-z0-9]))*"
)
_ORDER_WITH_ZERO = re.compile(r"[RW]0-?20\d{6}")
"""RO and WO (repair and work order) before a date, the O read as a zero"""
_DATE_LIKE = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every code in ``raw``: at least four characters, one of them a digit, and no date."""
    found = []
    printed = fold(raw)
    for match in _CODE.finditer(codes_in_latin(printed)):
        shown = match[0].rstrip("/.([_+*#-")
        code = re.sub(r"\s", "", shown).upper()
        if len(code) < 4 or not any(c.isdigit() for c in code) or _DATE_LIKE.fullmatch(code):
            continue
        factor = 1.0 if len(code) >= 6 else 0.8
        span = (match.start(), match.start() + len(shown))
        if _ORDER_WITH_ZERO.match(code):
            found.append(ValueCandidate(Text(code[0] + "O" + code[2:]), factor * 0.9, REPAIRED, *span))
            factor *= 0.5
        found.append(ValueCandidate(Text(code), factor, AS_PRINTED, *span))
    return with_alphabet(ranked(found), printed)


def parse(raw: str) -> Text:
    """``raw`` as one code; NotAValue when it is several, or none."""
    found = candidates(raw)
    if len(found) != 1 or (raw[: found[0].start] + raw[found[0].end :]).strip():
        raise NotAValue(f"not one code: {raw!r}")
    value = found[0].value
    assert isinstance(value, Text)
    return value

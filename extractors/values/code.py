"""Codes without a national form: bill numbers, contract numbers, file numbers, engine numbers, models."""

from __future__ import annotations

import re

from domain.values import Text
from extractors.values.candidate import AS_PRINTED, NotAValue, ValueCandidate, ranked
from extractors.values.folding import fold

_CODE = re.compile(
    r"[A-Za-z0-9\u4e00-\u9fff]?[A-Za-z0-9](?:[A-Za-z0-9*/.()\[\]_#+]| ?[\-/] ?(?=[A-Za-z0-9]))*"
)
_DATE_LIKE = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every code in ``raw``: at least four characters, one of them a digit, and no date."""
    found = []
    for match in _CODE.finditer(fold(raw)):
        shown = match[0].rstrip("/.([_+*#-")
        code = re.sub(r"\s", "", shown).upper()
        if len(code) < 4 or not any(c.isdigit() for c in code) or _DATE_LIKE.fullmatch(code):
            continue
        factor = 1.0 if len(code) >= 6 else 0.8
        found.append(
            ValueCandidate(Text(code), factor, AS_PRINTED, match.start(), match.start() + len(shown))
        )
    return ranked(found)


def parse(raw: str) -> Text:
    """``raw`` as one code; NotAValue when it is several, or none."""
    found = candidates(raw)
    if len(found) != 1 or (raw[: found[0].start] + raw[found[0].end :]).strip():
        raise NotAValue(f"not one code: {raw!r}")
    value = found[0].value
    assert isinstance(value, Text)
    return value

"""Names printed with their code (``(0110)一般贸易``, ``新港海关 (0202)``, ``(KAZ)哈萨克斯坦``): the name without it."""

from __future__ import annotations

import re

from domain.countries import country_code
from domain.values import Text
from extractors.values import name
from extractors.values.candidate import ValueCandidate
from extractors.values.folding import fold

_CODE = re.compile(r"[(\[]\s*[0-9A-Za-z]{1,5}\s*[)\]]|(?<![A-Za-z0-9])(?:\d{3,5}|[A-Z]{3})(?![A-Za-z0-9])")


def coded_names(raw: str) -> tuple[ValueCandidate, ...]:
    """The name in ``raw``, without codes before and behind it."""
    text = fold(raw)
    start, end = 0, len(text)
    for match in _CODE.finditer(text):
        if not re.search(r"[^\W\d_]", text[: match.start()] + text[match.end() :]):
            continue  # the code is all there is (CIF)
        if not re.search(r"[^\W_]", text[start : match.start()]):
            start = match.end()
        elif not re.search(r"[^\W_]", text[match.end() : end]):
            end = match.start()
    found = name.candidates(raw[start:end])
    return tuple(ValueCandidate(c.value, c.factor, c.how, start, end) for c in found)


def coded_countries(raw: str) -> tuple[ValueCandidate, ...]:
    """The country in ``raw`` without its code; a name that no table knows counts less."""
    found = []
    for candidate in coded_names(raw):
        text = str(candidate.value)
        known = next((text[:n] for n in range(min(len(text), 12), 1, -1) if country_code(text[:n])), None)
        if known is not None and (known == text or not known.isascii()):
            found.append(ValueCandidate(Text(known), 1.0, candidate.how, candidate.start, candidate.end))
        else:
            found.append(ValueCandidate(candidate.value, 0.6, candidate.how, candidate.start, candidate.end))
    return tuple(found)

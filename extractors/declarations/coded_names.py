"""Names printed with their code (``(0110)一般贸易``, ``新港海关 (0202)``, ``(KAZ)哈萨克斯坦``): the name without it."""

from __future__ import annotations

import re

from domain.countries import country_code
from domain.values import Text
from extractors.values import name
from extractors.values.candidate import AS_PRINTED, ValueCandidate
from extractors.values.currency import CURRENCY_PATTERN, currency_code
from extractors.values.folding import fold

_CODE = re.compile(r"[(\[]\s*[0-9A-Za-z]{1,5}\s*[)\]]|(?<![A-Za-z0-9])(?:\d{3,5}|[A-Z]{3})(?![A-Za-z0-9])")


_LONG_CODE = re.compile(r"[\s(\[]*[0-9A-Za-z@#*\-]*\d[0-9A-Za-z@#*\-]{6,}[\s)\]]*")
"""the number of a company or of a ship, which is no name"""
_TERMS = re.compile(
    r"(?<![A-Z])(?:CIF|FOB|EXW|C&F|CFR|CNF|C&I|FCA|FAS|CPT|CIP|DAP|DPU|DAT|DDP|DDU|DAF)(?![A-Z])"
)
_CURRENCY = re.compile(rf"{CURRENCY_PATTERN}", re.IGNORECASE)


def trade_terms(raw: str) -> tuple[ValueCandidate, ...]:
    """成交方式: the one term of trade in ``raw``, whatever is stamped beside it, else the name as printed."""
    found = list(_TERMS.finditer(fold(raw).upper()))
    if len({match[0] for match in found}) == 1:
        return (ValueCandidate(Text(found[0][0]), 1.0, AS_PRINTED, *found[0].span()),)
    return coded_names(raw)


def currency_names(raw: str) -> tuple[ValueCandidate, ...]:
    """币制: the currency in ``raw``, where it stands behind an amount as well; else the name as printed."""
    found = list(_CURRENCY.finditer(raw))
    if len({currency_code(match[0]) for match in found}) == 1:
        return (ValueCandidate(Text(found[0][0]), 1.0, AS_PRINTED, *found[0].span()),)
    return () if re.search(r"\d{2}", raw) else name.candidates(raw)


def coded_names(raw: str) -> tuple[ValueCandidate, ...]:
    """The name in ``raw``, without codes before and behind it; a long code is no name."""
    text = fold(raw)
    if _LONG_CODE.fullmatch(text):
        return ()
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

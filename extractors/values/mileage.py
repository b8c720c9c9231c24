"""里程: odometer readings in whole kilometres, as workshops, customs and registries print them.

Thousands separators, ``万公里``, units glued to figures; decimals are cut: odometers show whole kilometres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.values import MAX_KM, Mileage
from extractors.values.candidate import AS_PRINTED, INFERRED, REPAIRED, ValueCandidate, only, ranked
from extractors.values.folding import digits_repaired, fold

_KM = r"(?:k\s?m(?![a-z])|krn(?![a-z])|㎞|公\s?里(?!\s?[数表])|千\s?米)"
_MILES = r"(?:英里|miles?(?![a-z])|mi(?![a-z]))"
_TOKEN = re.compile(
    r"(?<![\dA-Za-z.,\-/])"
    r"(?P<n>\d{1,3}(?:, ?\d{3})+(?:\.\d{1,2})?|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:\.\d{1,4})?)"
    rf"\s*(?P<wan>[万w](?![a-z]))?\s*(?:(?P<km>{_KM})|(?P<mi>{_MILES}))?",
    re.IGNORECASE,
)
_THOUSANDS_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LOOKS_LIKE_FIGURE = re.compile(r"(?<![A-Za-z])[\dOoQDIl|ZSB,.]*\d[\dOoQDIl|ZSB,.]*(?![A-Zac-jm-z\d])")
_CONTINUED = re.compile(r"\s*[-/年月日:%]|[0-9]|[.,]\d")
_WITH_UNIT, _BARE, _BARE_BESIDE_UNIT = 0.99, 0.95, 0.3
_TRUSTED = 1_000_000  # km; above this it is rather two numbers run together


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every odometer reading that ``raw`` can mean; beside one with a unit, bare figures are hardly meant."""
    text = fold(raw)
    repaired = _LOOKS_LIKE_FIGURE.sub(lambda m: digits_repaired(m[0]), text)
    found = list(_readings(text, repaired))
    if any(c.factor >= _WITH_UNIT * 0.8 and _has_unit(text, c) for c in found):
        found = [c if _has_unit(text, c) else _lowered(c) for c in found]
    return ranked(found)


def parse(raw: str) -> Mileage:
    """The one odometer reading printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "mileage")
    assert isinstance(value, Mileage)
    return value


def _has_unit(text: str, candidate: ValueCandidate) -> bool:
    return not text[candidate.end - 1].isdigit()


def _lowered(candidate: ValueCandidate) -> ValueCandidate:
    factor = min(candidate.factor, _BARE_BESIDE_UNIT)
    return ValueCandidate(candidate.value, factor, candidate.how, candidate.start, candidate.end)


def _readings(text: str, repaired: str) -> Iterator[ValueCandidate]:
    for match in _TOKEN.finditer(repaired):
        end = match.start() + len(match[0].rstrip())
        if not match["km"] and _CONTINUED.match(repaired, end):
            continue  # part of a date, a time, a code
        is_printed = text[match.start() : match.end()] == match[0]
        factor, how = (1.0, AS_PRINTED) if is_printed else (0.8, REPAIRED)
        factor *= _WITH_UNIT if match["km"] else _BARE
        number = Decimal(match["n"].replace(",", "").replace(" ", ""))
        if match["wan"]:
            number *= 10_000
        elif match["mi"]:
            number, factor, how = number * Decimal("1.609344"), factor * 0.4, INFERRED
        elif _THOUSANDS_BY_DOT.fullmatch(match["n"]):
            yield from _made(match, Decimal(match["n"].replace(".", "")), factor * 0.5, INFERRED)
            factor, how = factor * 0.45, INFERRED
        yield from _made(match, number, factor, how)


def _made(match: re.Match[str], km: Decimal, factor: float, how: str) -> Iterator[ValueCandidate]:
    whole = int(km)
    if 0 <= whole <= MAX_KM:
        end = match.start() + len(match[0].rstrip())
        yield ValueCandidate(
            Mileage(whole), factor if whole <= _TRUSTED else factor * 0.5, how, match.start(), end
        )

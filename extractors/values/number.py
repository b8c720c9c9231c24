"""数量: plain numbers with the unit printed behind them (``1辆``, ``1500 千克``, ``2.50``)."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.values import Number
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, only, ranked
from extractors.values.folding import digits_repaired, fold

_UNIT = (
    "辆|台|个|件|只|套|次|条|桶|升|瓶|项|小时|工时|人|座|千克|公斤|kgs?|吨|米|毫升|ml|kw|mm|L|h|把|张|盒"
    "|罐|根|块|副|对|组|片|支|PCS"
)
_TOKEN = re.compile(
    rf"(?<![\dA-Za-z.,/])(?P<n>-?\d{{1,3}}(?:, ?\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d{{1,16}})?|-?\.\d+)\s*"
    rf"(?P<u>(?:{_UNIT})(?![A-Za-z]))?",
    re.IGNORECASE,
)
_LOOKS_LIKE_FIGURE = re.compile(r"(?<![A-Za-z])[\dOoQDIl|ZSB,.]*\d[\dOoQDIl|ZSB,.]*(?![A-Za-z\d])")
_CONTINUED = re.compile(r"\s*[-/年月日:]|[0-9]")
_MAX = Decimal(10) ** 12


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every number in ``raw`` with its unit; letters that look like digits inside a number are repaired."""
    text = fold(raw)
    repaired = _LOOKS_LIKE_FIGURE.sub(lambda m: digits_repaired(m[0]), text)
    found = []
    for match in _TOKEN.finditer(repaired):
        number = Decimal(match["n"].replace(",", "").replace(" ", ""))
        end = match.start() + len(match[0].rstrip())
        if abs(number) > _MAX or _CONTINUED.match(repaired, end):
            continue
        is_printed = text[match.start() : match.end()] == match[0]
        factor, how = (1.0, AS_PRINTED) if is_printed else (0.75, REPAIRED)
        found.append(ValueCandidate(Number(number, match["u"] or ""), factor, how, match.start(), end))
    return ranked(found)


def parse(raw: str) -> Number:
    """The one number printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "number")
    assert isinstance(value, Number)
    return value

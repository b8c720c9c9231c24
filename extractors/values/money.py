"""金额: amounts in figures, with or without currency (``¥1,234.50``, ``12000.0000 美元``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.values import Money
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, only, ranked
from extractors.values.currency import CURRENCY_PATTERN, currency_code
from extractors.values.folding import digits_repaired, fold

_SIGN = rf"(?P<cur1>{CURRENCY_PATTERN}|[¥$€£Y羊](?=\s*-?\d))?\s*(?P<sign>-\s?)?(?P<cur3>[¥$€£])?\s*"
_FIGURE = r"(?P<n>\d{1,3}(?:, ?\d{3})+(?:\. ?\d{1,6})?|\d+(?:\. ?\d{1,16})?|\.\d{1,2})"
_TOKEN = re.compile(
    rf"(?<![\dA-XZa-z.,\-/]){_SIGN}(?<![\d.,]){_FIGURE}\s*(?P<cur2>{CURRENCY_PATTERN}|元)?", re.IGNORECASE
)
_SLIPPED = re.compile(
    rf"(?<![\dA-XZa-z.,\-/]){_SIGN}(?<![\d.,])(?P<n>\d{{1,3}}(?:[,. ]\d{{3}})+[,. ]\d{{2}}|\d+, ?\d{{2}})"
    rf"(?![\d.,])\s*(?P<cur2>{CURRENCY_PATTERN}|元)?",
    re.IGNORECASE,
)
_LOOKS_LIKE_FIGURE = re.compile(r"(?<![A-Za-z])[\dOoQDIl|ZSB,.]*\d[\dOoQDIl|ZSB,.]*(?![A-Za-z\d])")
_CONTINUED = re.compile(r"\s*[-/年月日:%]|[0-9]|[.,]\d")
_MAX = Decimal(10) ** 13
_ACCOUNTING_NEGATIVE = re.compile(r"\(\s*[¥$]?[\d,.]+\s*\)")


def candidates(raw: str, currency: str = "CNY") -> tuple[ValueCandidate, ...]:
    """Every amount that ``raw`` can mean; ``currency`` (ISO 4217) stands where none is printed."""
    text = fold(raw)
    repaired = _LOOKS_LIKE_FIGURE.sub(lambda m: digits_repaired(m[0]), text)
    found = list(_amounts(_TOKEN, repaired, text, currency))
    slipped = [
        s
        for s in _amounts(_SLIPPED, repaired, None, currency)
        if not any(c.start <= s.start and s.end <= c.end for c in found)
    ]
    kept = [c for c in found if not any(s.start <= c.start and c.end <= s.end for s in slipped)]
    return ranked(kept + slipped)


def parse(raw: str, currency: str = "CNY") -> Money:
    """The one amount printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw, currency), "amount")
    assert isinstance(value, Money)
    return value


def _amounts(
    pattern: re.Pattern[str], repaired: str, printed: str | None, currency: str
) -> Iterator[ValueCandidate]:
    for match in pattern.finditer(repaired):
        end = match.start() + len(match[0].rstrip())
        if not match["cur2"] and _CONTINUED.match(repaired, end):
            continue  # part of a date, a rate, a code, a longer figure
        amount = _decimal(match["n"], is_slipped=printed is None)
        if amount > _MAX:
            continue
        is_negative = bool(match["sign"]) or _is_in_brackets(repaired, match)
        is_printed = printed is not None and printed[match.start() : match.end()] == match[0]
        code = currency_code(match["cur1"] or match["cur3"] or match["cur2"] or "") or currency
        factor, how = (1.0, AS_PRINTED) if is_printed else (0.75, REPAIRED)
        lead = len(match[0]) - len(match[0].lstrip())
        yield ValueCandidate(
            Money(-amount if is_negative else amount, code), factor, how, match.start() + lead, end
        )


def _decimal(figure: str, is_slipped: bool) -> Decimal:
    """The last separator of a slipped figure is the decimal point, whatever it was read as."""
    plain = figure.replace(" ", "") if not is_slipped else figure
    if is_slipped:
        head, tail = re.split(r"[,. ] ?(?=\d{2}$)", plain)
        return Decimal(re.sub(r"[,. ]", "", head) + "." + tail)
    return Decimal(plain.replace(",", ""))


def _is_in_brackets(text: str, match: re.Match[str]) -> bool:
    return any(
        m.start() < match.end() and match.start() < m.end() for m in _ACCOUNTING_NEGATIVE.finditer(text)
    )

"""数量: plain numbers with the unit printed behind them (``1辆``, ``1500 千克``, ``2.50``)."""

from __future__ import annotations

from decimal import Decimal

from domain.values import Number
from extractors.values.candidate import ValueCandidate, only, ranked
from extractors.values.number_grammar import Figure, Sign, figures
from extractors.values.units import Unit

_MAX = Decimal(10) ** 12
_THOUSANDS_BY_POINT = 0.3  # quantities have decimals; a point hardly divides thousands
_BELOW_ZERO = (Sign.FRONT, Sign.BEHIND, Sign.WORD)
"""brackets around a quantity are brackets"""


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every number in ``raw`` with its unit; letters that look like digits inside a number are repaired."""
    return ranked(_candidate(f) for f in figures(raw, groups_by_space=False) if f.size <= _MAX)


def parse(raw: str) -> Number:
    """The one number printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "number")
    assert isinstance(value, Number)
    return value


def _candidate(figure: Figure) -> ValueCandidate:
    size = -figure.size if figure.sign in _BELOW_ZERO else figure.size
    unit = "" if figure.unit is Unit.PERCENT else figure.unit_text
    is_doubtful = figure.group == "." and not figure.point
    share = min(figure.share, _THOUSANDS_BY_POINT) if is_doubtful else figure.share
    return ValueCandidate(Number(size, unit), share, figure.how, figure.start, figure.end)

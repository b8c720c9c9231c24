"""金额: amounts in any writing of a number, with or without currency (``¥1,234.50``, ``12000.0000 美元``, ``50.00-``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.values import Money
from extractors.values.candidate import ValueCandidate, only, ranked
from extractors.values.number_grammar import Figure, Sign, figures
from extractors.values.units import Unit

_UNITS = (Unit.MONEY, Unit.NONE, Unit.OTHER)
_PARTS = {Unit.JIAO: Decimal("0.1"), Unit.FEN: Decimal("0.01")}
_THOUSANDS_BY_POINT = 0.3  # amounts have decimals; a point hardly divides thousands
_OF_SOMETHING_ELSE = 0.5  # a unit of goods, or a letter: a quantity, or a part of a code
_APART = (0.6, 0.5)  # of ``50.00 -``: an empty column beside it, or its sign


def candidates(raw: str, currency: str = "CNY") -> tuple[ValueCandidate, ...]:
    """Every amount that ``raw`` can mean; ``currency`` (ISO 4217) stands where none is printed."""
    found = [c for f in _with_parts(figures(raw, groups_by_space=False)) for c in _amounts(f, raw, currency)]
    return ranked(found)


def parse(raw: str, currency: str = "CNY") -> Money:
    """The one amount printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw, currency), "amount")
    assert isinstance(value, Money)
    return value


def _with_parts(found: Sequence[Figure]) -> Iterator[Figure]:
    """Figures, those of 角 and 分 added to the 元 that they follow (``3元5角``); alone they are no amounts."""
    whole: Figure | None = None
    for figure in found:
        if whole is not None and figure.unit in _PARTS and figure.start == whole.end:
            size = whole.size + figure.size * _PARTS[figure.unit]
            whole = whole._replace(size=size, share=min(whole.share, figure.share), end=figure.end)
            continue
        if whole is not None:
            yield whole
        whole = figure
    if whole is not None:
        yield whole


def _amounts(figure: Figure, raw: str, currency: str) -> Iterator[ValueCandidate]:
    if figure.unit not in _UNITS or (figure.is_chinese and not _is_alone(figure, raw)):
        return
    factor = figure.share * (_OF_SOMETHING_ELSE if figure.unit is Unit.OTHER or figure.is_glued else 1.0)
    if figure.group == "." and not figure.point:
        factor = min(factor, _THOUSANDS_BY_POINT)
    above, below = (0.0, factor) if figure.sign is not Sign.NONE else (factor, 0.0)
    if figure.sign is Sign.APART:
        above, below = (factor * share for share in _APART)
    for share, size in ((above, figure.size), (below, -figure.size)):
        if share:
            amount = Money(size, figure.currency or currency)
            yield ValueCandidate(amount, share, figure.how, figure.start, figure.end)


def _is_alone(figure: Figure, raw: str) -> bool:
    """Numerals without a figure are an amount where nothing else is printed (三元催化 is a part)."""
    rest = raw[: figure.start] + raw[figure.end :]
    return not rest.strip(" \t\r\n:：;；()（）整正")

"""里程: odometer readings in whole kilometres, as workshops, customs and registries print them.

Any writing of a number (``number_grammar``); decimals are cut: odometers show whole kilometres.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.values import MAX_KM, Mileage
from extractors.values.candidate import INFERRED, ValueCandidate, only, ranked
from extractors.values.number_grammar import Figure, Sign, figures
from extractors.values.units import Unit

_KM_PER_MILE = Decimal("1.609344")
_WITH_UNIT, _BARE, _BARE_BESIDE_UNIT = 0.99, 0.95, 0.3
_CUT_UNIT = 0.5  # 里: rather 公里 with its first half lost than the Chinese mile
_GLUED = 0.5  # a letter behind it that is no unit: a part of a code
_DECIMALS = 0.45  # of 12.345 km, whose point rather divides thousands
_TRUSTED = 1_000_000  # km; above this it is rather two numbers run together
_UNITS = (Unit.KILOMETRE, Unit.LI, Unit.MILE, Unit.NONE)


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every odometer reading that ``raw`` can mean; beside one with a unit, bare figures are hardly meant."""
    shown = [f for f in figures(raw) if f.unit in _UNITS and f.sign in (Sign.NONE, Sign.APART, Sign.BRACKETS)]
    shown = [f for f in shown if not f.currency and (f.point != "," or f.group)]
    has_unit = any(f.unit is Unit.KILOMETRE and f.share >= 0.8 for f in shown)
    splits = {(f.start, f.end) for f in shown if f.group == "." and not f.point}
    return ranked(c for f in shown for c in _readings(f, has_unit, (f.start, f.end) in splits))


def distances(raw: str) -> tuple[ValueCandidate, ...]:
    """Readings with their unit printed: what a running text without a label says of an odometer."""
    places = {(f.start, f.end) for f in figures(raw) if f.unit is Unit.KILOMETRE}
    return tuple(c for c in candidates(raw) if (c.start, c.end) in places)


def parse(raw: str) -> Mileage:
    """The one odometer reading printed in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "mileage")
    assert isinstance(value, Mileage)
    return value


def _readings(figure: Figure, has_unit: bool, is_split: bool) -> Iterator[ValueCandidate]:
    """The reading of a figure; ``is_split`` when its point may divide thousands or decimals."""
    km, how = figure.size, figure.how
    factor = figure.share * (_WITH_UNIT if figure.unit is Unit.KILOMETRE else _BARE)
    if figure.unit is Unit.MILE:
        km, factor, how = km * _KM_PER_MILE, factor * 0.4, INFERRED
    elif is_split and figure.point:
        factor, how = factor * _DECIMALS, INFERRED
    if figure.unit is Unit.LI:
        factor, how = factor * _CUT_UNIT, INFERRED
    if figure.unit is Unit.NONE and has_unit:
        factor = min(factor, _BARE_BESIDE_UNIT)
    if figure.is_glued:
        factor *= _GLUED
    if km > MAX_KM:
        return
    if km > _TRUSTED:
        factor *= 0.5
    yield ValueCandidate(Mileage(int(km)), factor, how, figure.start, figure.end)

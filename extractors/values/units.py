"""Units behind numbers, as papers print them. One table for every kind of number, so that no kind takes another's."""

from __future__ import annotations

import re
from enum import StrEnum

from extractors.values.currency import CURRENCY_PATTERN


class Unit(StrEnum):
    """What a unit measures."""

    NONE = "none"
    KILOMETRE = "km"
    LI = "li"
    """里: cut from 公里 by a reader, seldom the Chinese mile of 500 m"""
    MILE = "mile"
    MONEY = "money"
    """元, or a currency by name or code"""
    JIAO = "jiao"
    """角, a tenth of a yuan"""
    FEN = "fen"
    """分, a hundredth of a yuan"""
    SPEED = "speed"
    PERCENT = "percent"
    OTHER = "other"
    """pieces, weights, hours ..."""


_OTHER = (
    "辆|台|个|件|只|套|次|条|桶|升|瓶|项|小时|工时|人|座|千克|公斤|kgs?|吨|米|毫升|ml|kw|mm|L|h|把|张|盒"
    "|罐|根|块|副|对|组|片|支|PCS"
)
_PATTERNS: dict[Unit, str] = {
    Unit.SPEED: r"(?:km|公里|千米)\s?/\s?(?:h|小?时)",
    Unit.KILOMETRE: r"(?:k\s?ms?(?![a-z])|krn(?![a-z])|㎞|公\s?里(?!\s?[数表])|千\s?米)",
    Unit.MILE: r"英里|miles?(?![a-z])|mi(?![a-z])",
    Unit.LI: "里(?![程数表外面])",
    Unit.MONEY: rf"{CURRENCY_PATTERN}|元(?![催件素器])",
    Unit.JIAO: "角(?![带阀钢度])",
    Unit.FEN: "分(?![钟之泵])",
    Unit.PERCENT: "[%‰]",
    Unit.OTHER: rf"(?:{_OTHER})(?![A-Za-z])",
}
UNIT = re.compile(
    r"\s{0,3}(?:" + "|".join(f"(?P<{unit.value}>{p})" for unit, p in _PATTERNS.items()) + ")", re.IGNORECASE
)


def unit_at(text: str, at: int) -> tuple[Unit, str, int]:
    """The unit printed at ``at`` (spaces before it aside), as printed, and where it ends; NONE, "" and ``at`` otherwise."""
    match = UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return Unit.NONE, "", at
    return Unit(match.lastgroup), match[match.lastgroup], match.end()

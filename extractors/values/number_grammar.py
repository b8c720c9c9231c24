"""One grammar for every number on a paper: sign, figure, power, unit, and the characters that it uses.

Figures are Arabic (``12,345.60``), Chinese (一万二千三百, 壹贰叁), or both (``3万2千``, ``1.2万``); signs stand in
front, behind (``50.00-``), around (accounting brackets) or are words (负, 减). What a number is for is decided by who
asks: ``mileage``, ``money``, ``number``. The work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from extractors.values.arabic_number import ROW, readings
from extractors.values.candidate import AS_PRINTED, REPAIRED
from extractors.values.chinese_number import DIGITS, POWERS, numbers, scaled
from extractors.values.currency import CURRENCY_PATTERN, currency_code
from extractors.values.folding import fold, look_alikes_repaired
from extractors.values.units import Unit, unit_at

MAX_VALUE = Decimal(10) ** 13
"""beyond it a row of digits is a number of something, not a quantity"""
REPAIR_SHARE = 0.8
_PLAIN = 0.1  # of 三万二 as 30,002, which is written 三万零二
_POWER = (
    "[百亿億](?![叶洁度事])|[万萬](?![向能用])|[千仟](?![克米瓦伏帕卡焦兆斤])"
    r"|w(?=\s?(?:km|公里))|w(?![a-z\d-])|k(?=\s?(?:km|公里))"
)
"""powers behind a figure; 千 before 克, 万 before 向 and the like begin other words"""
_TAIL = re.compile(rf" {{0,2}}(?:{_POWER})(?:{_POWER}|[\d{''.join(DIGITS)}])*+", re.IGNORECASE)
_CHINESE = "".join([*DIGITS, *POWERS, "廿卅卌"])
_BODY = re.compile(rf"(?P<row>{ROW})|(?P<chinese>[{_CHINESE}点][\d{_CHINESE}点]*+)")
_BEFORE = re.compile(
    rf"(?P<word>负|減|减)?(?P<dash>- ?)?(?P<currency>(?:{CURRENCY_PATTERN}|[¥$€£]|[Y羊](?=\s*(?:- ?)?$)))?\s*"
    r"(?P<inner_word>负)?(?P<inner_dash>- ?)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 16  # characters: the longest currency with its sign
_NOT_BEFORE = re.compile(r"[A-Za-z\d.,/~_'\-]$|\d\s?:$")
_NOT_BEHIND = re.compile(r"\s*(?:[/年月日:~]|- ?\d)|\d|[.,]\d|-[A-Za-z]|[A-Za-z]{1,3}-?\d")
_MINUS_BEHIND = re.compile(r"-(?![\w\-])")
_MINUS_APART = re.compile(r" -(?=\s|$)")
_EDGE = re.compile(r"[\s:;,.()\[\]]*")
_MAX_CHINESE = 40  # numerals; the longest amount in capitals has 25


class Sign(StrEnum):
    """How a number says that it is below zero."""

    NONE = "none"
    FRONT = "front"
    BEHIND = "behind"
    APART = "apart"
    """a dash behind, a space before it: a sign or an empty column"""
    BRACKETS = "brackets"
    WORD = "word"


class Figure(NamedTuple):
    """One reading of one number of a text."""

    size: Decimal
    """the number without its sign, power included, unit not"""
    share: float
    """0..1: how sure among all that these characters could mean"""
    how: str
    """``as_printed``, ``repaired`` or ``inferred``"""
    sign: Sign
    unit: Unit
    unit_text: str
    """the unit as printed"""
    currency: str
    """ISO 4217 code of the currency printed before or behind; empty when none is"""
    group: str
    """the thousands separator that this reading takes for one"""
    point: str
    """the decimal sign that it takes for one"""
    is_chinese: bool
    """no Arabic digit is in it"""
    is_scaled: bool
    """a power (万, 千) is in it"""
    is_glued: bool
    """a letter follows that is no unit: a part of a code, perhaps"""
    start: int
    """its first character: the sign, the currency or the first digit"""
    end: int


class _Body(NamedTuple):
    """The figure of a number without what stands around it."""

    size: Decimal
    share: float
    how: str
    start: int
    end: int
    group: str = ""
    point: str = ""
    is_chinese: bool = False
    is_scaled: bool = False


def figures(raw: str, groups_by_space: bool = True) -> list[Figure]:
    """Every reading of every number in ``raw``, in the order of the text; digits that look like letters are repaired.

    Chinese numerals alone count before a unit or when nothing else is printed: they stand in many words (一汽, 三元).
    """
    printed = fold(raw)
    text = look_alikes_repaired(printed)
    found = []
    for body in _bodies(text, groups_by_space):
        figure = _with_surroundings(text, body)
        if figure is None:
            continue
        if printed[body.start : body.end] != text[body.start : body.end]:
            figure = figure._replace(share=figure.share * REPAIR_SHARE, how=REPAIRED)
        found.append(figure)
    return found


def _bodies(text: str, groups_by_space: bool) -> Iterator[_Body]:
    at = 0
    while (match := _BODY.search(text, at)) is not None:
        at = match.end()
        if match["chinese"]:
            yield from _chinese(match)
            continue
        tail = _TAIL.match(text, at)
        for reading in readings(match["row"], groups_by_space):
            start, end = match.start() + reading.start, match.start() + reading.end
            share, how = reading.share, reading.how
            if tail is None or end < match.end():
                yield _Body(reading.value, share, how, start, end, reading.group, reading.point)
                continue
            at = tail.end()
            if reading.group == "." and not reading.point:
                continue  # 1.234万: a point before a power is one
            for rank, size in enumerate(scaled(reading.value, _plain(tail[0]))):
                yield _Body(
                    size,
                    share * (_PLAIN if rank else 1.0),
                    how,
                    start,
                    at,
                    reading.group,
                    reading.point,
                    is_scaled=True,
                )


def _plain(tail: str) -> str:
    return tail.strip().translate(str.maketrans("wWkK", "万万千千"))


def _chinese(match: re.Match[str]) -> Iterator[_Body]:
    text = match["chinese"]
    if len(text) > _MAX_CHINESE:
        return
    is_scaled = any(c in POWERS for c in text)
    is_chinese = not any("0" <= c <= "9" for c in text)
    for rank, size in enumerate(numbers(text)):
        share = _PLAIN if rank else 1.0
        yield _Body(size, share, AS_PRINTED, *match.span(), is_chinese=is_chinese, is_scaled=is_scaled)


def _with_surroundings(text: str, body: _Body) -> Figure | None:
    """A body with its sign, currency and unit; None when it is a part of something else."""
    before = _BEFORE.search(text[max(0, body.start - _LOOK_BACK) : body.start])
    assert before is not None  # it may be empty
    start = body.start - len(before[0].lstrip())
    if _NOT_BEFORE.search(text[max(0, start - 3) : start]) or body.size > MAX_VALUE:
        return None
    unit, unit_text, end = unit_at(text, body.end)
    if body.is_chinese and unit is Unit.NONE and not _is_all(text, body):
        return None
    sign, end = _sign(text, before, start, body.end, end)
    if unit is Unit.NONE and _NOT_BEHIND.match(text, end):
        return None
    printed_currency = before["currency"] or (unit_text if unit is Unit.MONEY else "")
    return Figure(
        size=body.size,
        share=body.share,
        how=body.how,
        sign=sign,
        unit=unit,
        unit_text=unit_text,
        currency=currency_code(printed_currency) or "",
        group=body.group,
        point=body.point,
        is_chinese=body.is_chinese,
        is_scaled=body.is_scaled,
        is_glued=unit is Unit.NONE and text[end : end + 1].isascii() and text[end : end + 1].isalpha(),
        start=start,
        end=end,
    )


def _sign(text: str, before: re.Match[str], start: int, figure_end: int, end: int) -> tuple[Sign, int]:
    """The sign of a number and where the number ends with it."""
    if before["dash"] or before["inner_dash"]:
        return Sign.FRONT, end
    if before["word"] or before["inner_word"]:
        return Sign.WORD, end
    for at, sign in ((end, Sign.BEHIND), (figure_end, Sign.BEHIND)):
        match = _MINUS_BEHIND.match(text, at)
        if match is not None:
            return sign, max(end, match.end())
    if _MINUS_APART.match(text, end):
        return Sign.APART, end
    head, tail = text[max(0, start - 3) : start].rstrip()[-1:], text[end : end + 3].lstrip()[:1]
    return (Sign.BRACKETS if (head, tail) == ("(", ")") else Sign.NONE), end


def _is_all(text: str, body: _Body) -> bool:
    """Whether nothing else is printed but signs at the edges."""
    return _EDGE.fullmatch(text, 0, body.start) is not None and _EDGE.fullmatch(text, body.end) is not None

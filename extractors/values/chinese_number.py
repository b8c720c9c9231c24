"""汉字数字: numbers in Chinese numerals, small (一二三) and capital (壹贰叁), also with Arabic figures among them.

A number is a row of pairs of a figure and its power (``3万2千``, ``一万二千三百``). A last figure without a power stands
for the next lower one, as people say it (三万二 is 32,000); 零 before it makes it plain (三万零二 is 30,002).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

DIGITS: dict[str, int] = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "貳": 2, "弍": 2, "叄": 3, "參": 3, "参": 3, "陸": 6, "○": 0, "◯": 0, "幺": 1,
}  # fmt: skip
_TENS = {"廿": "2十", "卅": "3十", "卌": "4十"}
POWERS: dict[str, int] = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
}  # fmt: skip
NUMERALS = "".join([*DIGITS, *_TENS, "十拾"]).replace("幺", "")
"""the numerals of dates: digits and tens"""
_LARGE = 10**4
_LIMIT = 10**12
_PAIR = re.compile(rf"(?P<figure>[\d.]*+)(?P<power>[{''.join(POWERS)}]?)")
_ROW = re.compile(rf"[{''.join(DIGITS)}]{{2,}}")
_SAYS_OR = re.compile("一二|二三|两三|三四|四五|五六|六七|七八|八九")
"""two neighbouring digits in a row mean the one or the other"""


class _Pair(NamedTuple):
    figure: str
    """Arabic digits, with a point perhaps; empty when only a power is printed"""
    power: int
    """1 when none is printed"""


def digits_of(text: str) -> int | None:
    """A row of digits, Chinese or Arabic, read one by one (二〇二六 → 2026); None when one is no digit.

    The letters O and o count as zeros, which readers and typists put for 〇.
    """
    digits = [int(c) if c in "0123456789" else 0 if c in "Oo" else DIGITS.get(c) for c in text]
    if not digits or None in digits:
        return None
    return int("".join(str(d) for d in digits))


def small_number(text: str) -> int | None:
    """A number below 100 (七, 零柒, 十二, 廿五, 三十一, 07); None when it is not one."""
    row = digits_of(text)
    if row is not None:
        return row if row < 100 else None
    found = numbers(text.lstrip("零〇").rstrip("整"))
    return int(found[0]) if found and found[0] < 100 else None


def numbers(text: str) -> tuple[Decimal, ...]:
    """What a whole text of numerals means, the likelier reading first; empty when it is no number."""
    whole, point, rest = text.partition("点")
    if point:
        return _with_point(whole, rest)
    if _ROW.fullmatch(text):
        return () if _SAYS_OR.fullmatch(text) else (Decimal(digits_of(text) or 0),)
    if any(
        _ROW.fullmatch(part) and part[0] not in "零〇"
        for part in re.split(r"[^\u3007\u4e00-\u9fff]|[十拾百佰千仟万萬亿億]", text)
    ):
        return ()  # 一二万: a lost power, or one or two of them
    return scaled(None, text)


def scaled(first: Decimal | None, text: str) -> tuple[Decimal, ...]:
    """The number that begins with the figure ``first`` and goes on as ``text`` (``1.2`` and 万 is 12,000)."""
    pairs = _pairs(first, text)
    if not pairs:
        return ()
    *head, last = pairs
    if last.power > 1:
        total = _sum(pairs)
        return () if total is None else (total,)
    if not head:
        return (Decimal(last.figure),)
    total, below = _sum(head), head[-1].power
    if total is None or "." in last.figure or len(last.figure) >= len(str(below)):
        return ()
    plain = total + int(last.figure)
    if len(last.figure) > 1 or below == 10 or last.figure == "0":
        return (plain,)
    return (total + int(last.figure) * below // 10, plain)


def _pairs(first: Decimal | None, text: str) -> list[_Pair]:
    """Figures with their powers, in order; empty when something else is among them."""
    shown = "".join(_TENS.get(c, str(DIGITS[c]) if c in DIGITS else c) for c in text)
    shown = (f"{first:f}" if first is not None else "") + shown
    found = [_Pair(m["figure"], POWERS.get(m["power"], 1)) for m in _PAIR.finditer(shown) if m[0]]
    consumed = sum(len(p.figure) + (p.power > 1) for p in found)
    return (
        found
        if consumed == len(shown) and all(p.figure.count(".") < 2 and p.figure != "." for p in found)
        else []
    )


def _sum(pairs: list[_Pair]) -> Decimal | None:
    """Pairs added up, powers falling within each section of four places; None when they do not."""
    total, section, small, large = Decimal(0), Decimal(0), _LARGE, _LIMIT
    for index, pair in enumerate(pairs):
        figure = _figure(pair, is_first=index == 0, has_section=section > 0)
        if figure is None:
            return None
        if pair.power >= _LARGE:
            if pair.power >= large:
                return None
            total, section = total + (section + figure) * pair.power, Decimal(0)
            small, large = _LARGE, pair.power
        elif pair.power >= small:
            return None
        else:
            section, small = section + figure * pair.power, pair.power
    return total + section


def _figure(pair: _Pair, is_first: bool, has_section: bool) -> Decimal | None:
    """The figure before a power; a power alone counts ten once (十) or closes a section (三千万)."""
    if not pair.figure:
        if pair.power == 10:
            return Decimal(1)
        return Decimal(0) if pair.power >= _LARGE and has_section else None
    value = Decimal(pair.figure)
    if is_first:
        return value
    limit = _LARGE if pair.power >= _LARGE else 10
    return value if "." not in pair.figure and value < limit else None


def _with_point(whole: str, rest: str) -> tuple[Decimal, ...]:
    """``一点二万``: digits behind 点, then one power at most."""
    digits = rest.rstrip("".join(POWERS))
    head, tail = numbers(whole)[:1], digits_of(digits)
    if not head or tail is None:
        return ()
    first = Decimal(f"{int(head[0])}.{tail:0{len(digits)}d}")
    return scaled(first, rest[len(digits) :])


def written(number: int, capital: bool = False) -> str:
    """A whole number below 10^12 in Chinese numerals: 12300 → 一万二千三百, in capitals 壹万贰仟叁佰."""
    digits, powers = ("零壹贰叁肆伍陆柒捌玖", "仟佰拾") if capital else ("零一二三四五六七八九", "千百十")
    if number == 0:
        return digits[0]
    text, is_zero_due = "", False
    for value, unit in ((number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")):
        if not value:
            is_zero_due = bool(text)
            continue
        if text and (is_zero_due or value < 1000):
            text += digits[0]
        text += "".join(_places(value, digits, powers)) + unit
        is_zero_due = False
    return text


def _places(number: int, digits: str, powers: str) -> Iterator[str]:
    """The numerals of 1 to 9999, one 零 for each inner run of zeros."""
    is_begun = is_zero_due = False
    for power, unit in zip((1000, 100, 10, 1), (*powers, ""), strict=True):
        digit = number // power % 10
        if digit:
            yield (digits[0] if is_zero_due else "") + digits[digit] + unit
        is_zero_due = is_begun and not digit
        is_begun = is_begun or bool(digit)

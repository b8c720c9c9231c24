"""金额大写: an amount of yuan in capital numerals, as invoices and bills print it."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿")


def write_capital(amount: Decimal, yuan: str = "圆") -> str:
    """The amount in capital numerals, ``整`` where nothing follows; ``yuan`` is 元 or 圆."""
    fen = int((amount * 100).to_integral_value())
    whole, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    text = _write_whole(whole) + yuan if whole else ""
    if not jiao and not cent:
        return (text or _DIGITS[0] + yuan) + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif whole:
        text += _DIGITS[0]
    return text + (_DIGITS[cent] + "分" if cent else "整")


def _write_whole(number: int) -> str:
    sections = []
    while number:
        sections.append(number % 10_000)
        number //= 10_000
    text = ""
    gap = False
    for index in range(len(sections) - 1, -1, -1):
        section = sections[index]
        if not section:
            gap = gap or bool(text)
            continue
        if text and (gap or section < 1_000):
            text += _DIGITS[0]
        text += _write_section(section) + _SECTIONS[index]
        gap = False
    return text


def _write_section(section: int) -> str:
    text, zero = "", False
    for power in range(3, -1, -1):
        digit = section // 10**power % 10
        if digit:
            text += (_DIGITS[0] if zero and text else "") + _DIGITS[digit] + _UNITS[power]
            zero = False
        else:
            zero = True
    return text

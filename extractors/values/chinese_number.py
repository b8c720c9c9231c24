"""汉字数字: small numbers and digit rows written in Chinese, as dates use them."""

from __future__ import annotations

_DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "貳": 2, "弍": 2, "叄": 3, "參": 3, "参": 3, "陸": 6, "○": 0, "O": 0, "o": 0,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
NUMERALS = "".join(c for c in {**_DIGITS, **_TENS} if c not in "Oo○")


def digits_of(text: str) -> int | None:
    """A row of digits, Chinese or Arabic, read one by one (二〇二六 → 2026); None when one is no digit."""
    digits = [int(c) if c in "0123456789" else _DIGITS.get(c) for c in text]
    if not digits or None in digits:
        return None
    return int("".join(str(d) for d in digits))


def small_number(text: str) -> int | None:
    """A number below 100 (七, 零柒, 十二, 廿五, 三十一, 07); None when it is not one."""
    if text and all(c in "0123456789" for c in text):
        return int(text)
    places = [i for i, c in enumerate(text) if c in _TENS]
    if not places:
        return digits_of(text)
    if len(places) > 1:
        return None
    head, ten, tail = text[: places[0]].lstrip("零〇"), text[places[0]], text[places[0] + 1 :]
    tens = _tens(head, ten)
    ones = 0 if tail in ("", "整") else _DIGITS.get(tail)
    return None if tens is None or ones is None else tens + ones


def _tens(head: str, ten: str) -> int | None:
    if ten in "廿卅":
        return None if head else _TENS[ten]
    return 10 if not head else (10 * _DIGITS[head] if head in _DIGITS else None)

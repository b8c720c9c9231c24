"""大写金额: amounts in capital numerals (grammar in domain notes 3.7), answered as money in yuan.

A text counts as printed right when writing its amount again gives the same characters, zeros and 整 aside.
So a lost unit (``叁万壹仟陆零伍元``) is noticed instead of being read as another amount.
"""

from __future__ import annotations

import re
from decimal import Decimal

from domain.values import Money
from extractors.values.candidate import AS_PRINTED, REPAIRED, NotAValue, ValueCandidate, only, ranked
from extractors.values.chinese_number import numbers, written
from extractors.values.folding import fold

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SAME = str.maketrans("〇貳弍两叄参參陸圆圓正億萬負", "零贰贰贰叁叁叁陆元元整亿万负")
"""other ways to write the same numeral"""
_CONFUSED = {
    "壹": "一臺壶壸台", "贰": "二武貮货", "叁": "三", "肆": "四拌肄", "伍": "五", "陆": "六陡",
    "柒": "七染漆", "捌": "八扒别掰", "玖": "九坎政致玫", "零": "O0雾霉", "拾": "十给抬捨恰",
    "佰": "百伯陌怕", "仟": "千任仔仕", "万": "方", "亿": "乙忆", "元": "园圜无", "角": "甬肖用", "分": "兮份", "整": "蒸登",
}  # fmt: skip
"""what readers make of a numeral (domain notes 2.0)"""
_REPAIR = {ord(wrong): right for right, wrongs in _CONFUSED.items() for wrong in wrongs}
_ALPHABET = _DIGITS + "拾佰仟万亿元角分整负" + "〇貳弍两叄参參陸圆圓正億萬負" + "".join(_CONFUSED.values())
_RUN = re.compile(
    rf"[{_ALPHABET}][{_ALPHABET} ]{{0,60}}[元圆圓园圜无角甬肖用分兮份整正蒸登](?: ?[整正蒸登])?"
)
_FRACTION = re.compile(rf"零?(?:([{_DIGITS}])角)?零?(?:([{_DIGITS}])分)?")
_LIMIT_FEN = 10**14


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every amount in capital numerals in ``raw``, with look-alikes repaired where the grammar then holds."""
    text = fold(raw)
    found = []
    for match in _RUN.finditer(text):
        compact = match[0].replace(" ", "").translate(_SAME)
        for numerals, factor, how in (
            (compact, 1.0, AS_PRINTED),
            (compact.translate(_REPAIR), 0.85, REPAIRED),
        ):
            fen = _fen_strict(numerals)
            if fen is not None:
                found.append(ValueCandidate(_money(fen), factor, how, *match.span()))
                break
    return ranked(found)


def parse(raw: str) -> Money:
    """The one amount that ``raw`` says, ``⊗``, ``ⓧ`` and currency signs aside; NotAValue otherwise."""
    bare = re.sub(r"[⊗ⓧ¥￥:：人民币]", " ", raw)
    value = only(bare, candidates(bare), "amount in capital numerals")
    assert isinstance(value, Money)
    return value


def render(amount: Decimal) -> str:
    """The amount (yuan, whole fen, below 10^12) in capital numerals: 31605 → ``叁万壹仟陆佰零伍元整``."""
    fen = int(amount * 100)
    if fen != amount * 100 or abs(fen) >= _LIMIT_FEN:
        raise NotAValue(f"not an amount of whole fen below 10^12 yuan: {amount}")
    sign, (yuan, part) = "负" if fen < 0 else "", divmod(abs(fen), 100)
    jiao, rest = divmod(part, 10)
    text = written(yuan, capital=True) + "元" if yuan or not part else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif rest and yuan:
        text += "零"
    return sign + text + (_DIGITS[rest] + "分" if rest else "整")


def _money(fen: int) -> Money:
    return Money(Decimal(fen) / 100)


def _fen_strict(text: str) -> int | None:
    """The amount in fen when the text is how one writes it, else None."""
    for fen in _fen(text):
        if abs(fen) < _LIMIT_FEN and _bones(render(Decimal(fen) / 100)) == _bones(text):
            return fen
    return None


def _bones(text: str) -> str:
    """The numerals without what prints may leave out: zeros, 整, the 壹 of 壹拾, an empty 元."""
    bare = re.sub(r"[零整]", "", text)
    return re.sub(r"^(负?)元", r"\1", re.sub(r"(?<![贰叁肆伍陆柒捌玖壹])拾", "壹拾", bare))


def _fen(text: str) -> tuple[int, ...]:
    """What the numerals can mean, in fen; empty when they are no amount."""
    sign = -1 if text.startswith("负") else 1
    body = text.lstrip("负").rstrip("整")
    yuan, has_yuan, rest = body.partition("元")
    if not has_yuan:
        yuan, rest = ("", body) if "角" in body or "分" in body else (body, "")
    fraction = _FRACTION.fullmatch(rest)
    if not body or fraction is None:
        return ()
    jiao, fen = (_DIGITS.index(d) if d else 0 for d in fraction.groups())
    whole = numbers(yuan) if yuan else (Decimal(0),)
    return tuple(sign * (int(n) * 100 + jiao * 10 + fen) for n in whole)

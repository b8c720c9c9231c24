"""What belongs to a printed label before and behind its words: its number, unit, translation and colon."""

from __future__ import annotations

import re

from extractors.layout.folded import is_chinese

BEFORE = re.compile(
    r"(?:(?<![\dA-Za-z])|(?<=\D)|(?<=\d{2}))[(（\[]?\d{1,2}\s?[.、．)）\]]\s?$|[*※★●•·]\s?$|(?:^|(?<=\s))\d{1,2}\s?$"
)
_UNITS = r"[A-Za-z/.%³ ]{1,14}|千克|公里|元|地区|区域|签章|盖章|公章|签字|章|如有|必填|[年月日/]+"
_AFTER = re.compile(rf"\s?[（(](?:{_UNITS})[）)]|[)）]|\s?[:：;；．]+|\s?[/／](?=\s|$)")

_WORDS = r"[A-Za-z][A-Za-z .,'’()&#\-]{1,48}"
_GLOSS = re.compile(rf"\s?[/／]\s?{_WORDS}(?=[:：]|$)|\s?[(（]\s?{_WORDS}[)）]|\s{{1,2}}{_WORDS}(?=[:：])")
"""a label's translation behind it: after a slash, in brackets, or up to the colon"""
TRANSLATION = re.compile(r"\s?[A-Za-z][A-Za-z .,'’()&#\-]{1,60}[:：]?\s?")
_FURTHER = re.compile(r"\s?[/／、及和与][\u4e00-\u9fff/／、]{1,12}(?=\s?[:：])")
"""what else stands in a cell by its label: 所有人 / 证件名称 / 号码："""
_CLOSING = re.compile(r"\s?[)）\]】]")


def end_of_label(text: str, start: int, end: int) -> int:
    """Where a label ends with what belongs to it: a closing bracket, a unit, a translation, a colon."""
    if _count(text, "(（", start, end) > _count(text, ")）", start, end):
        closing = _CLOSING.match(text, end)
        end = closing.end() if closing is not None else end
    further = _FURTHER.match(text, end)
    if further is not None:
        end = further.end()
    gloss = _GLOSS.match(text, end) if is_chinese(text[end - 1]) or text[end - 1] in ")）" else None
    if gloss is not None:
        end = gloss.end()
    after = _AFTER.match(text, end)
    while after is not None and after.end() > end:
        end = after.end()
        after = _AFTER.match(text, end)
    return end


def _count(text: str, chars: str, start: int, end: int) -> int:
    return sum(text.count(char, start, end) for char in chars)

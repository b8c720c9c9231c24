"""纳税人识别号 and 统一社会信用代码: by shape and check digit; look-alikes as repairs.

A declaration prints the company's customs registration number (海关注册编码, ten characters) behind its code, often with
nothing between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers import tax_id, uscc
from domain.identifiers.alphabet import codes_in_latin
from domain.values import Text
from extractors.values.candidate import AS_PRINTED, REPAIRED, ValueCandidate, only, ranked, with_alphabet
from extractors.values.folding import fold

_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{15,40}(?![A-Za-z0-9])")
_SPACED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{2,}(?: ?[A-Za-z0-9]{1,}){1,12}(?![A-Za-z0-9])")
_NEVER = str.maketrans("IOSVZ", "105U2")
_FAILED = 0.5
"""a company's code whose check character is wrong: read wrongly or not a code at all"""
_CODE_LENGTH, _WITH_REGISTRATION = 18, 28


def candidates(raw: str) -> tuple[ValueCandidate, ...]:
    """Every tax number in ``raw``: those whose check character holds before those without one."""
    printed = fold(raw)
    text = codes_in_latin(printed)
    found = [c for m in _RUN.finditer(text) for c in _of_run(m[0].upper(), m.start())]
    if not found:
        for match in _SPACED.finditer(text):
            code = match[0].replace(" ", "").upper()
            found += [
                ValueCandidate(c.value, c.factor * 0.9, c.how, match.start(), match.end())
                for c in _of_run(code, 0)
                if c.end - c.start == len(code)
            ]
    return with_alphabet(ranked(found), printed)


def parse(raw: str) -> Text:
    """The one tax number in ``raw`` and nothing beside it; NotAValue otherwise."""
    value = only(raw, candidates(raw), "tax number")
    assert isinstance(value, Text)
    return value


def _of_run(code: str, at: int) -> Iterator[ValueCandidate]:
    end = at + len(code)
    if not any(c.isdigit() for c in code[:8]):
        code, at = (
            code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            end - len(code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        )
    if tax_id.is_valid(code):
        checked = len(code) in (18, 20)
        plausible = checked or code[:6].isdigit()
        yield ValueCandidate(Text(code), 1.0 if checked else 0.85 if plausible else 0.4, AS_PRINTED, at, end)
    elif len(code) == _WITH_REGISTRATION and uscc.is_valid(code[:_CODE_LENGTH]):
        yield ValueCandidate(Text(code[:_CODE_LENGTH]), 1.0, AS_PRINTED, at, at + _CODE_LENGTH)
    elif len(code) == _CODE_LENGTH:
        yield from _failed(code, at, end)
    elif len(code) > 18:
        yield from _inside(code, at)


def _failed(code: str, at: int, end: int) -> Iterator[ValueCandidate]:
    """Eighteen characters that fail: as printed, and what the alphabet of the code says they must be."""
    repaired = code[:2].translate(_NEVER) + _digits(code[2:8]) + code[8:].translate(_NEVER)
    if repaired != code and uscc.is_valid(repaired):
        yield ValueCandidate(Text(repaired), 0.9, REPAIRED, at, end)
    if sum(c.isdigit() for c in code[:8]) >= 6:
        yield ValueCandidate(Text(code), _FAILED, AS_PRINTED, at, end)


def _digits(text: str) -> str:
    return text.translate(str.maketrans("OQDILZSBG", "000112586"))


def _inside(code: str, at: int) -> Iterator[ValueCandidate]:
    """A company's code glued to something else; the check character finds where it begins."""
    for start in range(len(code) - 17):
        if uscc.is_valid(code[start : start + 18]):
            yield ValueCandidate(Text(code[start : start + 18]), 0.6, AS_PRINTED, at + start, at + start + 18)

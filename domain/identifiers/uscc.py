"""统一社会信用代码: GB 32100-2015. Eighteen characters: kind, division, organisation code, check character."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""no I, O, S, V, Z"""
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_FORM = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")


def compact(text: str) -> str:
    """Upper case without spaces and hyphens."""
    return clean(text, drop=HYPHENS)


def validate(text: str) -> str:
    """The compact code; IdentifierError when length, characters or the last character are wrong."""
    code = compact(text)
    if len(code) != LENGTH:
        raise IdentifierError(
            Reason.LENGTH, code, f"a USCC has {LENGTH} characters, {code!r} has {len(code)}"
        )
    if set(code) - set(ALPHABET):
        raise IdentifierError(
            Reason.CHARACTER, code, f"I, O, S, V, Z and others cannot stand in a USCC: {code}"
        )
    if not _FORM.fullmatch(code):
        raise IdentifierError(Reason.FORM, code, f"characters 3 to 8 of a USCC are digits: {code}")
    expected = check_digit(code)
    if code[-1] != expected:
        raise IdentifierError(
            Reason.CHECK_DIGIT, code, f"{code} ends in {code[-1]}, should end in {expected}"
        )
    return code


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def check_digit(text: str) -> str:
    """The last character, from the first seventeen; IdentifierError when those are not of the alphabet."""
    head = compact(text)[: LENGTH - 1]
    if len(head) < LENGTH - 1:
        raise IdentifierError(Reason.LENGTH, head, f"17 characters are needed, {head!r} has {len(head)}")
    if set(head) - set(ALPHABET):
        raise IdentifierError(Reason.CHARACTER, head, f"not the alphabet of a USCC: {head}")
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(head, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def province(text: str) -> str:
    """GB/T 2260 code of the province whose office registered it: characters 3 and 4."""
    return compact(text)[2:4]

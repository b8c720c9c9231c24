"""Letters of other alphabets that look like Latin ones: Cyrillic and Greek capitals typed into codes.

A VIN, a plate or a bill number is Latin; a Cyrillic Е in it was typed on another keyboard. What such a code says can be
read, but it is not what a machine compares equal, so that whoever reads it says so.
"""

from __future__ import annotations

import re

_PAIRS = (
    ("АВЕЅІЈКМНОРСТУХԚԜҮ", "ABESIJKMHOPCTYXQWY"),
    ("аеѕіјкорсухԛԝ", "aesijkopcyxqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("ο", "o"),
)
LATIN_OF: dict[str, str] = {
    other: latin for others, latins in _PAIRS for other, latin in zip(others, latins, strict=True)
}
"""Cyrillic and Greek letters with the Latin ones that they look like"""
_TO_LATIN = str.maketrans(LATIN_OF)
_CODE = re.compile(rf"[A-Za-z0-9{''.join(LATIN_OF)}]++")
_MIN_DIGITS = 2  # in a run without a Latin letter: a code of digits and letters, not a word


def in_latin(text: str) -> str:
    """``text`` with each look-alike as its Latin letter; the same length."""
    return text.translate(_TO_LATIN)


def codes_in_latin(text: str) -> str:
    """The same only inside codes, runs with Latin letters or digits among the others; words stay; the same length."""
    return _CODE.sub(lambda run: in_latin(run[0]) if _is_code(run[0]) else run[0], text)


def has_other_alphabet(text: str) -> bool:
    """Whether a look-alike of another alphabet is in ``text``."""
    return any(c in LATIN_OF for c in text)


def _is_code(run: str) -> bool:
    return any("A" <= c.upper() <= "Z" for c in run) or sum("0" <= c <= "9" for c in run) >= _MIN_DIGITS

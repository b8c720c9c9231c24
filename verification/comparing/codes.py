"""Codes as papers print them: plates, engine numbers, numbers of papers and contracts.

``O`` and ``0``, ``I``, ``L`` and ``1`` are one character: no code of a car's papers tells two things apart by them, and prints
and readers mix them. Other look-alikes, or one lost or doubled character, are a slip: never the same, since a forger changes one
character too.
"""

from __future__ import annotations

from functools import lru_cache

from domain.identifiers.vin import CONFUSABLE
from verification.codes import clean_code
from verification.comparing.likeness import Likeness, judge
from verification.sighting import Sighting

_TWINS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = "-‐‑–—−_/\\·.•* "
_SHORTEST_ENGINE = 5
"""a part of an engine number (bills, letters) counts when it has so many characters"""


@lru_cache(maxsize=8192)
def fold_code(text: str) -> str:
    """A code without separators, with the characters that print as one made one (``RO2026-1`` and ``R020261``)."""
    return clean_code(text, _SEPARATORS).translate(_TWINS)


@lru_cache(maxsize=4096)
def fold_plate(text: str) -> str:
    """A plate without spaces and dots; no plate has the letters I and O."""
    return clean_code(text, "-·.• ").replace("O", "0").replace("I", "1")


@lru_cache(maxsize=4096)
def fold_engine(text: str) -> str:
    """An engine number without spaces, ``*``, ``-`` and dots, 0/O and 1/I folded (domain notes 3.2)."""
    return clean_code(text, "*-·./ ").replace("O", "0").replace("I", "1")


def is_code_slip(x: str, y: str) -> bool:
    """Whether two codes differ only by characters that look alike, or by one lost or doubled character."""
    if len(x) == len(y):
        return all(p == q or q in CONFUSABLE.get(p, ()) for p, q in zip(x, y, strict=True))
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )


def compare_codes(a: Sighting, b: Sighting) -> Likeness:
    """Numbers of papers: equal but for separators and twins, or a slip."""
    x, y = fold_code(a.text), fold_code(b.text)
    return judge(a, b, x == y, is_code_slip(x, y))


def compare_plates(a: Sighting, b: Sighting) -> Likeness:
    """号牌号码."""
    x, y = fold_plate(a.text), fold_plate(b.text)
    return judge(a, b, x == y, is_code_slip(x, y))


def compare_engines(a: Sighting, b: Sighting) -> Likeness:
    """发动机号: one may be the other's end or be printed with the engine's model."""
    x, y = sorted((fold_engine(a.text), fold_engine(b.text)), key=len)
    same = x == y or (len(x) >= _SHORTEST_ENGINE and x in y)
    return judge(a, b, same, is_code_slip(x, y))


def compare_contracts(a: Sighting, b: Sighting) -> Likeness:
    """合同号: one may be cut off (the licence has room for 17 characters)."""
    x, y = fold_code(a.text), fold_code(b.text)
    return judge(a, b, x.startswith(y) or y.startswith(x), is_code_slip(x, y))


def compare_licence_numbers(a: Sighting, b: Sighting) -> Likeness:
    """出口许可证号: one may be printed with more around it (several licences in one box)."""
    x, y = fold_code(a.text), fold_code(b.text)
    return judge(a, b, x in y or y in x, is_code_slip(x, y))

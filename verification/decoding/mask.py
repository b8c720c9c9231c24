"""VINs of which characters are hidden by asterisks or X (LGXCE4CB*****3456): no identity, and no contradiction.

What is shown may agree with a car's VIN, and that is all a masked VIN can say.
"""

from __future__ import annotations

import re
from functools import lru_cache

from domain.field import Field
from verification.decoding.vin import LENGTH

_MASK = re.compile(r"[*＊×●•■□#?？]{2,}|X{3,}|(?<=[0-9A-Z])[*＊×●■□#?？](?=[0-9A-Z])", re.IGNORECASE)
"""signs that hide characters; a single X or two are letters of VINs"""
_SHORTEST_SHOWN = 4
"""characters that must be left to speak of a VIN"""
_SPACES = re.compile(r"[\s\-.·]+")


@lru_cache(maxsize=4096)
def shown_parts(text: str) -> tuple[str, ...]:
    """What a masked VIN shows, between its masks (empty where it begins or ends with one); () when nothing is masked."""
    code = _SPACES.sub("", text).upper()
    if _is_framed(code):
        return ()
    parts = tuple(_MASK.split(code))
    shown = sum(map(len, parts))
    return parts if len(parts) > 1 and _SHORTEST_SHOWN <= shown < LENGTH else ()


def is_masked(text: str) -> bool:
    """Whether a VIN hides some of its characters."""
    return bool(shown_parts(text))


def mask_of(field: Field) -> str:
    """The masked VIN that stands in a field, read as a value or only as text; empty when there is none."""
    return next((text for text in (str(field.value or ""), field.raw) if is_masked(text)), "")


def fits(text: str, vin: str) -> bool:
    """Whether what a masked VIN shows agrees with a whole one."""
    parts = shown_parts(text)
    if not parts or not vin:
        return False
    first, *middle, last = parts
    if not (vin.startswith(first) and vin.endswith(last)):
        return False
    rest = vin[len(first) : len(vin) - len(last)]
    return all(part in rest for part in middle)


def _is_framed(code: str) -> bool:
    """Whether a whole VIN stands between asterisks, as some prints frame it."""
    inner = code.strip("*＊")
    return len(inner) == LENGTH and "*" not in inner and not re.search("X{3,}", inner)

"""出口许可证号: two-digit year, issuing office (2) and serial (6), ``26-AB-123456`` (GB/T 15311.2)."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts

_FORM = re.compile(r"([0-9]{2})([A-Z0-9]{2})([A-Z0-9]{6})")


def compact(text: str) -> str:
    """Upper case without spaces, hyphens as printed by the form where the ten characters are there."""
    bare = clean(text, drop=HYPHENS)
    parts = _FORM.fullmatch(bare)
    return "-".join(parts.groups()) if parts else bare


def validate(text: str) -> str:
    """The compact number with its two hyphens; IdentifierError when it is none."""
    number = compact(text)
    bare = number.replace("-", "")
    if len(bare) != 10:
        raise IdentifierError(
            Reason.LENGTH, number, f"a licence number has 10 characters, {number!r} has {len(bare)}"
        )
    if not _FORM.fullmatch(bare):
        raise IdentifierError(Reason.FORM, number, f"not year, office and serial: {number}")
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def year(text: str) -> int | None:
    """The year of issue; None when it is no licence number."""
    return 2000 + int(compact(text)[:2]) if is_valid(text) else None

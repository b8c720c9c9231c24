"""海关编号 of a 报关单: 18 characters: customs office (4), year (4), direction (1), serial (9)."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts

LENGTH = 18
_FORM = re.compile(r"[0-9]{4}20[0-9]{2}[01EI][0-9]{9}")


def compact(text: str) -> str:
    """Upper case without spaces and hyphens."""
    return clean(text, drop=HYPHENS)


def validate(text: str) -> str:
    """The compact number; IdentifierError when it is none. Import numbers pass: ask ``is_export``."""
    number = compact(text)
    if len(number) != LENGTH:
        raise IdentifierError(
            Reason.LENGTH,
            number,
            f"a declaration number has {LENGTH} characters, {number!r} has {len(number)}",
        )
    if not _FORM.fullmatch(number):
        raise IdentifierError(Reason.FORM, number, f"not office, year, direction and serial: {number}")
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def customs_office(text: str) -> str:
    """关区: the first four digits of the compact form."""
    return compact(text)[:4]


def year(text: str) -> int | None:
    """The year in the number; None when it is no declaration number."""
    return int(compact(text)[4:8]) if is_valid(text) else None


def is_export(text: str) -> bool | None:
    """Whether the direction flag says export (0, or E for collective declaration); None when it is no number."""
    return compact(text)[8] in "0E" if is_valid(text) else None

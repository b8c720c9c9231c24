"""纳税人识别号: a USCC (18), an identity number (18), the same with two digits more (20, 个体户), or old forms (15, 17)."""

from __future__ import annotations

import re

from domain.identifiers import resident_id, uscc
from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts

_LENGTHS = (15, 17, 18, 20)


def compact(text: str) -> str:
    """Upper case without spaces and hyphens."""
    return clean(text, drop=HYPHENS)


def validate(text: str) -> str:
    """The compact number; IdentifierError when it is none.

    The check character is tested where the form has one (18 and 20); the old forms of 15 and 17 pass on their form.
    """
    number = compact(text)
    if len(number) not in _LENGTHS:
        raise IdentifierError(
            Reason.LENGTH, number, f"a tax number has 15, 17, 18 or 20 characters, not {len(number)}"
        )
    if not re.fullmatch(r"[0-9A-Z]+", number):
        raise IdentifierError(Reason.CHARACTER, number, f"a tax number is digits and letters: {number}")
    if len(number) == 20:
        resident_id.validate(number[:18])
    elif len(number) == 18:
        _validate_18(number)
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def _validate_18(number: str) -> None:
    """A company's code unless it is a good identity number; the complaint is the company code's."""
    if not resident_id.is_valid(number):
        uscc.validate(number)

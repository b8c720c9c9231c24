"""发票号码: 8 digits beside an invoice code, or 20 digits without one (数电票: year, tax region, channel, serial)."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts

_FIRST_DIGITAL_YEAR = 21
"""数电票 began on trial in December 2021"""
_SPECIAL_REGIONS = {"91": "21", "92": "37", "93": "35", "94": "33", "95": "44"}
"""cities with an own tax office -> their province (GB/T 2260): 大连, 青岛, 厦门, 宁波, 深圳"""


def compact(text: str) -> str:
    """Digits without spaces, hyphens and a leading ``No``, ``№`` or ``NO.``."""
    return re.sub(r"^(?:NO[.:]?|N°)+", "", clean(text, drop=HYPHENS))


def validate(text: str) -> str:
    """The compact number; IdentifierError when it is not 8 or 20 digits, or its year cannot be."""
    number = compact(text)
    if len(number) not in (8, 20):
        raise IdentifierError(
            Reason.LENGTH, number, f"an invoice number has 8 or 20 digits, {number!r} has {len(number)}"
        )
    if not re.fullmatch(r"[0-9]+", number):
        raise IdentifierError(Reason.CHARACTER, number, f"an invoice number is digits: {number}")
    if len(number) == 20 and int(number[:2]) < _FIRST_DIGITAL_YEAR:
        raise IdentifierError(
            Reason.COMPONENT, number, f"no digital invoice was issued in 20{number[:2]}: {number}"
        )
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def is_digital(text: str) -> bool:
    """Whether it is the 20-digit number of a 数电票."""
    return is_valid(text) and len(compact(text)) == 20


def year(text: str) -> int | None:
    """The year of issue that a 20-digit number states; None for 8 digits or what is no number."""
    return 2000 + int(compact(text)[:2]) if is_digital(text) else None


def province(text: str) -> str | None:
    """GB/T 2260 province of the tax office in a 20-digit number, special cities counted to theirs; None without one."""
    if not is_digital(text):
        return None
    code = compact(text)[2:4]
    return _SPECIAL_REGIONS.get(code, code)

"""公民身份号码: GB 11643-1999. Division, birth date, sequence, check character. Personal: mask it wherever it is shown."""

from __future__ import annotations

import datetime as dt
import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts
from domain.identifiers.province import PROVINCES

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(r"[0-9]{17}[0-9X]")
_REGIONS = frozenset(PROVINCES) | {"71", "81", "82", "83", "91"}
"""mainland, and residents' cards for Taiwan, Hong Kong, Macao and permanent residents from abroad"""


def compact(text: str) -> str:
    """Upper case without spaces and hyphens."""
    return clean(text, drop=HYPHENS)


def validate(text: str) -> str:
    """The compact number; IdentifierError when form, province, birth date or last character are wrong."""
    number = compact(text)
    if len(number) != LENGTH:
        raise IdentifierError(
            Reason.LENGTH, number, f"an identity number has {LENGTH} characters, not {len(number)}"
        )
    if not _FORM.fullmatch(number):
        raise IdentifierError(Reason.CHARACTER, number, "an identity number is 17 digits and a digit or X")
    if number[:2] not in _REGIONS:
        raise IdentifierError(Reason.COMPONENT, number, f"no province has the code {number[:2]}")
    if birth_date(number) is None:
        raise IdentifierError(
            Reason.COMPONENT, number, "the birth date in the identity number does not exist"
        )
    if number[-1] != check_digit(number):
        raise IdentifierError(Reason.CHECK_DIGIT, number, "the last character does not fit the others")
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def check_digit(text: str) -> str:
    """The last character, from the first seventeen; IdentifierError when those are not digits."""
    head = compact(text)[: LENGTH - 1]
    if not re.fullmatch(r"[0-9]{17}", head):
        raise IdentifierError(Reason.CHARACTER, head, "17 digits are needed")
    return "10X98765432"[sum(int(c) * weight for c, weight in zip(head, WEIGHTS, strict=True)) % 11]


def birth_date(text: str) -> dt.date | None:
    """The birth date in characters 7 to 14; None when there is no such day."""
    digits = compact(text)[6:14]
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def mask(text: str) -> str:
    """For logs and lists: the first six and the last four characters, the rest as ``*``."""
    number = compact(text)
    return number if len(number) <= 10 else f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"

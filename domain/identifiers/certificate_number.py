"""机动车登记证书编号: twelve digits, the first two a province (GB/T 2260); also printed as a barcode."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts
from domain.identifiers.province import PROVINCES

LENGTH = 12


def compact(text: str) -> str:
    """Digits without spaces, hyphens and a leading ``No``; Codabar start and stop letters fall away."""
    bare = re.sub(r"^(?:NO[.:]?)+", "", clean(text, drop=HYPHENS))
    framed = re.fullmatch(r"[A-D]([0-9]+)[A-D]", bare)
    return framed[1] if framed else bare


def validate(text: str) -> str:
    """The compact number; IdentifierError when it is not twelve digits of a province."""
    number = compact(text)
    if len(number) != LENGTH:
        raise IdentifierError(
            Reason.LENGTH, number, f"a certificate number has 12 digits, {number!r} has {len(number)}"
        )
    if not re.fullmatch(r"[0-9]+", number):
        raise IdentifierError(Reason.CHARACTER, number, f"a certificate number is digits: {number}")
    if number[:2] not in PROVINCES:
        raise IdentifierError(Reason.COMPONENT, number, f"no province has the code {number[:2]}: {number}")
    return number


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def province(text: str) -> str:
    """GB/T 2260 code of the province: the first two digits of the compact form."""
    return compact(text)[:2]

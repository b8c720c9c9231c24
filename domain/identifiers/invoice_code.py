"""发票代码: 10 digits (old paper) or 12 (since 2017: paper rolls, electronic, vehicles). 数电票 have none."""

from __future__ import annotations

import re
from enum import StrEnum

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts


class InvoiceForm(StrEnum):
    """What the code says about the form."""

    PAPER_10 = "paper_10"
    """专票 and old 普票: the 10-digit code"""
    PAPER = "paper"
    ROLL = "roll"
    ELECTRONIC = "electronic"
    TOLL = "toll"
    ELECTRONIC_SPECIAL = "electronic_special"
    USED_VEHICLE = "used_vehicle"
    VEHICLE = "vehicle"
    UNKNOWN = "unknown"


_BY_KIND = {
    "04": InvoiceForm.PAPER, "05": InvoiceForm.PAPER, "06": InvoiceForm.ROLL, "07": InvoiceForm.ROLL,
    "11": InvoiceForm.ELECTRONIC, "12": InvoiceForm.TOLL, "13": InvoiceForm.ELECTRONIC_SPECIAL,
    "17": InvoiceForm.USED_VEHICLE,
}  # fmt: skip
"""digits 11 and 12 of a code that begins with 0"""


def compact(text: str) -> str:
    """Digits without spaces and hyphens."""
    return clean(text, drop=HYPHENS)


def validate(text: str) -> str:
    """The compact code; IdentifierError when it is not 10 or 12 digits, or 12 that begin with neither 0 nor 1."""
    code = compact(text)
    if len(code) not in (10, 12):
        raise IdentifierError(
            Reason.LENGTH, code, f"an invoice code has 10 or 12 digits, {code!r} has {len(code)}"
        )
    if not re.fullmatch(r"[0-9]+", code):
        raise IdentifierError(Reason.CHARACTER, code, f"an invoice code is digits: {code}")
    if len(code) == 12 and code[0] not in "01":
        raise IdentifierError(Reason.FORM, code, f"a 12-digit invoice code begins with 0 or 1: {code}")
    return code


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def form(text: str) -> InvoiceForm:
    """What form of invoice the code belongs to; UNKNOWN when it is no code or of no known kind."""
    code = compact(text)
    if not is_valid(code):
        return InvoiceForm.UNKNOWN
    if len(code) == 10:
        return InvoiceForm.PAPER_10
    return InvoiceForm.VEHICLE if code[0] == "1" else _BY_KIND.get(code[10:], InvoiceForm.UNKNOWN)

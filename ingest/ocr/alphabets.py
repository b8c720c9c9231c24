"""Which letters a place can hold, by what is expected there: data for the second reader."""

from __future__ import annotations

import string

import msgspec

_DIGITS = string.digits
_CAPITALS = string.ascii_uppercase
_VIN_LETTERS = "".join(letter for letter in _CAPITALS if letter not in "IOQ")  # ISO 3779

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class Alphabet(msgspec.Struct, frozen=True):
    """How to read one kind of value: Tesseract language and the letters that may occur (empty: all)."""

    language: str
    letters: str = ""


ANYTHING = Alphabet("chi_sim")
ALPHABETS: dict[str, Alphabet] = {
    "vin": Alphabet("eng", _DIGITS + _VIN_LETTERS),
    "code": Alphabet("eng", _DIGITS + _CAPITALS + "-"),
    "digits": Alphabet("eng", _DIGITS),
    "amount": Alphabet("eng", _DIGITS + ",.¥-"),
    "mileage": Alphabet("chi_sim", _DIGITS + ",.公里万千米kmKM"),
    "date": Alphabet("chi_sim", _DIGITS + "年月日-/."),
    "plate": Alphabet("chi_sim", _PROVINCES + _CAPITALS + _DIGITS + "·使领学警港澳挂"),  # GA 36
}


def alphabet_for(expects: str) -> Alphabet:
    """The alphabet for a kind of value; every letter of chi_sim when the kind is not known."""
    return ALPHABETS.get(expects, ANYTHING)

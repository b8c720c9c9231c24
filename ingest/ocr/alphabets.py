"""Which letters a place can hold, by what is expected there: data for the second reader."""

from __future__ import annotations

import string

import msgspec

_DIGITS = string.digits
_CAPITALS = string.ascii_uppercase
_VIN_LETTERS = "".join(letter for letter in _CAPITALS if letter not in "IOQ")  # ISO 3779


class Alphabet(msgspec.Struct, frozen=True):
    """How to read one kind of value: Tesseract language and the letters that may occur (empty: all)."""

    language: str
    letters: str = ""


ANYTHING = Alphabet("chi_sim")
ALPHABETS: dict[str, Alphabet] = {
    "vin": Alphabet("eng", _DIGITS + _VIN_LETTERS),
    "code": Alphabet("eng", _DIGITS + _CAPITALS + "-"),
    "digits": Alphabet("eng", _DIGITS),
    "mileage": ANYTHING,
    "amount": ANYTHING,
    "date": ANYTHING,
    "plate": ANYTHING,
}


def alphabet_for(expects: str) -> Alphabet:
    """The alphabet for a kind of value; every letter of chi_sim when the kind is not known."""
    return ALPHABETS.get(expects, ANYTHING)

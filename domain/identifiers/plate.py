"""机动车号牌号码: GA 36-2018. Seven characters, eight for new-energy cars; no I and no O."""

from __future__ import annotations

import re

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts
from domain.identifiers.province import PLATE_CHARACTERS, PROVINCES

_P = f"[{PLATE_CHARACTERS}]"
_L = "[A-HJ-NP-Z]"
_S = "[A-HJ-NP-Z0-9]"
_ORDINARY = re.compile(f"{_P}{_L}{_S}{{4}}[A-HJ-NP-Z0-9挂学警领港澳]")
_NEW_ENERGY = re.compile(rf"{_P}{_L}(?:[A-HJK]{_S}\d{{4}}|\d{{5}}[A-HJK])")
_PURE_ELECTRIC, _OTHER_NEW_ENERGY = "DABCE", "FGHJK"


def compact(text: str) -> str:
    """Upper case without spaces, hyphens and the raised dot after the letter."""
    return clean(text, drop=HYPHENS + ".·・•∙⋅")


def validate(text: str) -> str:
    """The compact plate; IdentifierError when it is none. Temporary plates (临时行驶车号牌) are not plates here."""
    plate = compact(text)
    if len(plate) not in (7, 8):
        raise IdentifierError(
            Reason.LENGTH, plate, f"a plate has 7 or 8 characters, {plate!r} has {len(plate)}"
        )
    if plate[0] not in PLATE_CHARACTERS:
        raise IdentifierError(Reason.COMPONENT, plate, f"no province has {plate[0]!r}: {plate}")
    if not (_ORDINARY if len(plate) == 7 else _NEW_ENERGY).fullmatch(plate):
        raise IdentifierError(Reason.FORM, plate, f"not the form of a plate: {plate}")
    return plate


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def province(plate: str) -> str | None:
    """GB/T 2260 code of the province that the first character stands for; None when it stands for none."""
    first = compact(plate)[:1]
    return next((code for code, (_, character) in PROVINCES.items() if character == first), None)


def is_new_energy(plate: str) -> bool:
    """Whether it is a valid plate of a new-energy car (eight characters)."""
    return is_valid(plate) and len(compact(plate)) == 8


def is_pure_electric(plate: str) -> bool | None:
    """Whether its class letter says pure electric; None when it is no new-energy plate."""
    if not is_new_energy(plate):
        return None
    body = compact(plate)[2:]
    letter = body[0] if body[0].isalpha() else body[-1]
    return letter in _PURE_ELECTRIC

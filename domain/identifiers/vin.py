"""车辆识别代号 (VIN): GB 16735-2019, GB 16737-2019, ISO 3779; check digit as in 49 CFR 565.

The check digit lets a wrong character pass if and only if it has the same value as the right one
(2/B/K/S, 8/H/Y, 1/A/J ...): passing is strong evidence, never proof.
"""

from __future__ import annotations

from domain.identifiers.cleaning import HYPHENS, clean
from domain.identifiers.errors import IdentifierError, Reason, accepts
from domain.identifiers.wmi import WMI

LENGTH = 17
ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
"""no I, O, Q"""

TRANSLITERATION: dict[str, int] = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
WEIGHTS: tuple[int, ...] = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""position 10 from 1980 on, repeated every 30 years; I, O, Q, U, Z and 0 are not used"""
_FIRST_YEAR, _CYCLE = 1980, 30

_LOOK_ALIKE_GROUPS = (
    "0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV", "HN", "MN", "NW", "MW", "T7", "A4", "VY", "CG",
    "06", "08", "68", "17", "38", "56", "49", "3B", "EF", "KX",
)  # fmt: skip
"""characters that prints, stamps and OCR make of each other; I, O and Q are there because readers say them"""
CONFUSABLE: dict[str, frozenset[str]] = {
    character: frozenset(c for group in _LOOK_ALIKE_GROUPS if character in group for c in group) - {character}
    for character in sorted(set("".join(_LOOK_ALIKE_GROUPS)))
}


def compact(text: str) -> str:
    """Upper case without spaces, hyphens, dots and asterisks (some prints frame the VIN with ``*``)."""
    return clean(text, drop=HYPHENS + ".·*")


def validate(text: str) -> str:
    """The compact VIN; IdentifierError when length, alphabet or check digit (position 9) is wrong.

    Every car made in China carries the check digit (GB 16735); see ``requires_check_digit`` for others.
    """
    vin = _well_formed(text)
    expected = check_digit(vin)
    if vin[8] != expected:
        raise IdentifierError(
            Reason.CHECK_DIGIT, vin, f"check digit of {vin} is {vin[8]}, should be {expected}"
        )
    return vin


is_valid = accepts(validate)
"""Whether ``validate`` accepts it."""


def is_well_formed(text: str) -> bool:
    """Whether length and alphabet are right, whatever the check digit says."""
    try:
        _well_formed(text)
    except IdentifierError:
        return False
    return True


def check_digit(text: str) -> str:
    """What position 9 must be, from the other sixteen; position 9 itself has weight 0.

    IdentifierError when it is not 17 characters of the alphabet (position 9 may be anything).
    """
    vin = compact(text)
    probe = vin[:8] + "0" + vin[9:] if len(vin) == LENGTH else vin
    _well_formed(probe)
    rest = sum(TRANSLITERATION[c] * weight for c, weight in zip(probe, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def requires_check_digit(vin: str) -> bool:
    """Whether the maker is Chinese (L, and H since about 2020), so that a wrong check digit means something."""
    return compact(vin)[:1] in ("L", "H")


def wmi(vin: str) -> str:
    """The world manufacturer identifier: the first three characters of the compact form."""
    return compact(vin)[:3]


def model_years(vin: str) -> tuple[int, ...]:
    """The years that position 10 can mean, 1980 to 2039, earliest first; empty when it means none.

    In China it is the model year or the year of making, as the maker likes: allow one year either side.
    """
    code = compact(vin)[9:10]
    if not code or code not in _YEAR_CODES:
        return ()
    first = _FIRST_YEAR + _YEAR_CODES.index(code)
    return (first, first + _CYCLE)


def makers_of(vin: str) -> tuple[str, ...]:
    """Names of the makers behind the WMI; empty when it is not in the table. Joint plants blur it: a hint only."""
    entry = WMI.get(wmi(vin))
    return entry.makers if entry else ()


def differ_only_by_confusables(a: str, b: str) -> bool:
    """Whether two different codes of one length differ only where the characters look alike. False for equal ones."""
    left, right = compact(a), compact(b)
    if left == right or len(left) != len(right):
        return False
    return all(x == y or y in CONFUSABLE.get(x, frozenset()) for x, y in zip(left, right, strict=True))


def _well_formed(text: str) -> str:
    vin = compact(text)
    if len(vin) != LENGTH:
        raise IdentifierError(Reason.LENGTH, vin, f"a VIN has {LENGTH} characters, {vin!r} has {len(vin)}")
    strange = sorted(set(vin) - set(ALPHABET))
    if strange:
        raise IdentifierError(Reason.CHARACTER, vin, f"{', '.join(strange)} cannot stand in a VIN: {vin}")
    return vin

from __future__ import annotations

import pytest

from domain.identifiers import plate
from domain.identifiers.errors import IdentifierError, Reason
from domain.identifiers.province import PROVINCES


@pytest.mark.parametrize(
    "text",
    ["沪AG1234", "粤B12345", "京A1234学", "粤Z1234港", "沪A1234领", "粤BD12345", "粤B12345D", "苏EFA1234"],
)
def test_plates_of_the_standard(text: str) -> None:
    assert plate.validate(text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("沪AG123", Reason.LENGTH),
        ("X12345B", Reason.COMPONENT),
        ("沪AI1234", Reason.FORM),
        ("沪IG1234", Reason.FORM),
        ("沪AO1234", Reason.FORM),
        ("粤BL12345", Reason.FORM),
    ],
)
def test_what_is_no_plate(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        plate.validate(text)
    assert error.value.reason is reason


def test_the_raised_dot_is_no_part_of_it() -> None:
    assert plate.validate("沪A·G1234") == plate.validate("沪 A•g1234") == "沪AG1234"


@pytest.mark.parametrize(
    ("text", "new_energy", "electric"),
    [
        ("沪AG1234", False, None),
        ("沪AD12345", True, True),
        ("沪AF12345", True, False),
        ("沪A12345D", True, True),
    ],
)
def test_new_energy(text: str, new_energy: bool, electric: bool | None) -> None:
    assert plate.is_new_energy(text) is new_energy
    assert plate.is_pure_electric(text) is electric


def test_province_of_each_character() -> None:
    assert len({character for _, character in PROVINCES.values()}) == len(PROVINCES) == 31
    assert plate.province("沪AG1234") == "31"
    assert plate.province("?") is None

"""USCC, identity numbers and the tax numbers made of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import resident_id, tax_id, uscc
from domain.identifiers.errors import IdentifierError, Reason

USCCS = (
    "914403001922038216",
    "9144030071526726XG",
    "91330100799655058B",
    "91440300192317458F",
    "91110108551385082Q",
)
ANY_USCC = st.from_regex(f"[{uscc.ALPHABET}]{{2}}[0-9]{{6}}[{uscc.ALPHABET}]{{9}}", fullmatch=True).map(
    lambda head: head + uscc.check_digit(head)
)


@pytest.mark.parametrize("text", USCCS)
def test_published_codes_pass(text: str) -> None:
    assert uscc.validate(text) == text
    assert tax_id.validate(text) == text


def test_a_misread_code_fails_on_its_check_character() -> None:
    with pytest.raises(IdentifierError) as error:
        uscc.validate("91320594MA1N0MMY8F")
    assert error.value.reason is Reason.CHECK_DIGIT
    assert uscc.check_digit("91320594MA1N0MMY8F") == "P"


@given(ANY_USCC, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_any_one_changed_character_is_caught(good: str, at: int, new: str) -> None:
    changed = good[:at] + new + good[at + 1 :]
    assert uscc.is_valid(changed) is (changed == good)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91440300192203821", Reason.LENGTH),
        ("9144030019220382S6", Reason.CHARACTER),
        ("91A403001922038216", Reason.FORM),
    ],
)
def test_form_of_a_code(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        uscc.validate(text)
    assert error.value.reason is reason


@pytest.mark.parametrize("text", ["", "9144", "9144030019220382S"])
def test_check_digit_needs_seventeen_characters_of_the_alphabet(text: str) -> None:
    with pytest.raises(IdentifierError):
        uscc.check_digit(text)


def test_parts_of_a_code() -> None:
    assert uscc.province("914403001922038216") == "44"


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(0, 9),
)
def test_identity_number_knows_its_date_and_catches_a_changed_digit(
    day: dt.date, seq: int, at: int, new: int
) -> None:
    head = f"110105{day:%Y%m%d}{seq:03d}"
    good = head + resident_id.check_digit(head)
    assert resident_id.validate(good) == good
    assert resident_id.birth_date(good) == day
    changed = good[:at] + str(new) + good[at + 1 :]
    assert resident_id.is_valid(changed) is (changed == good)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1101051949123100", Reason.LENGTH),
        ("11010519491231X02X", Reason.CHARACTER),
        ("99010519491231002X", Reason.COMPONENT),
        ("11010519491331002X", Reason.COMPONENT),
        ("110105194912310021", Reason.CHECK_DIGIT),
    ],
)
def test_identity_number_says_what_is_wrong(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        resident_id.validate(text)
    assert error.value.reason is reason


def test_mask_keeps_only_the_ends() -> None:
    assert resident_id.mask("11010519491231002X") == "110105********002X"
    assert resident_id.mask("123") == "123"


@pytest.mark.parametrize(
    "text", ["11010519491231002X", "11010519491231002X01", "440300192203821", "44030019220382100"]
)
def test_tax_numbers_of_persons_and_old_forms(text: str) -> None:
    assert tax_id.validate(text) == text


@pytest.mark.parametrize("text", ["91320594MA1N0MMY8F", "11010519491231002101", "4403001922038"])
def test_what_is_no_tax_number(text: str) -> None:
    assert not tax_id.is_valid(text)

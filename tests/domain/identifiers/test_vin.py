from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import vin
from domain.identifiers.errors import IdentifierError, Reason
from domain.identifiers.wmi import WMI

REAL_FORMS = (
    "1M8GDM9AXKP042788",
    "LSGKE54A7JW181031",
    "LSVCY6C49MN027789",
    "LBEHDAEB58Y038860",
    "LSVWY4180KN246094",
    "WAUYGB4H3FN031973",
)
ANY_VIN = st.text(vin.ALPHABET, min_size=17, max_size=17).map(
    lambda text: text[:8] + vin.check_digit(text) + text[9:]
)


@pytest.mark.parametrize("text", REAL_FORMS)
def test_published_vins_pass(text: str) -> None:
    assert vin.validate(text) == text


@given(ANY_VIN, st.integers(0, 16), st.sampled_from(vin.ALPHABET))
def test_one_changed_character_is_caught_unless_it_has_the_same_value(good: str, at: int, new: str) -> None:
    changed = good[:at] + new + good[at + 1 :]
    same_value = vin.TRANSLITERATION[new] == vin.TRANSLITERATION[good[at]]
    unseen = changed == good if at == 8 else same_value
    assert vin.is_valid(changed) is unseen


@given(ANY_VIN, st.integers(0, 15))
def test_swapped_neighbours_are_caught_unless_of_equal_value(good: str, at: int) -> None:
    if at in (7, 8):  # position 9 is the check digit itself
        return
    swapped = good[:at] + good[at + 1] + good[at] + good[at + 2 :]
    equal = vin.TRANSLITERATION[good[at]] == vin.TRANSLITERATION[good[at + 1]]
    assert vin.is_valid(swapped) is equal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("LSVCY6C49MN02778", Reason.LENGTH),
        ("LSVCY6C49MN0277899", Reason.LENGTH),
        ("LSVCY6C49MNO27789", Reason.CHARACTER),
        ("LSVCY6C49MN027788", Reason.CHECK_DIGIT),
    ],
)
def test_reason_names_the_first_fault(text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as error:
        vin.validate(text)
    assert error.value.reason is reason


def test_form_is_told_apart_from_check_digit() -> None:
    assert vin.is_well_formed("LSVCY6C49MN027788")
    assert not vin.is_valid("LSVCY6C49MN027788")


@pytest.mark.parametrize(("text", "required"), [("LSV", True), ("HLX", True), ("WAU", False), ("", False)])
def test_check_digit_is_required_of_chinese_makers(text: str, required: bool) -> None:
    assert vin.requires_check_digit(text) is required


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("S", (1995, 2025)), ("T", (1996, 2026)), ("Y", (2000, 2030)), ("1", (2001, 2031)), ("9", (2009, 2039)),
        ("A", (1980, 2010)), ("U", ()), ("Z", ()), ("0", ()),
    ],
)  # fmt: skip
def test_year_code(code: str, years: tuple[int, ...]) -> None:
    assert vin.model_years("LSVCY6C49" + code + "N027789") == years


def test_year_of_a_short_text_is_unknown() -> None:
    assert vin.model_years("LSV") == ()


def test_look_alikes_go_both_ways_and_never_to_themselves() -> None:
    for character, others in vin.CONFUSABLE.items():
        assert character not in others
        assert all(character in vin.CONFUSABLE[other] for other in others)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("LSVCY6C49MN027789", "LSVCY6C49MN027789", False),
        ("LSVCY6C49MN027789", "LSVCY6C49MNO27789", True),
        ("LSVCY6C49MN027789", "L5VCY6C49MN027789", True),
        ("LSVCY6C49MN027789", "LSVCY6C49MN027782", False),
        ("LSVCY6C49MN027789", "LSVCY6C49MN02778", False),
    ],
)
def test_differing_only_by_look_alikes(a: str, b: str, expected: bool) -> None:
    assert vin.differ_only_by_confusables(a, b) is expected
    assert vin.differ_only_by_confusables(b, a) is expected


def test_makers_come_from_the_table() -> None:
    assert "上汽大众" in vin.makers_of("LSVCY6C49MN027789")
    assert vin.makers_of("XXX") == ()
    assert all(
        len(code) == 3 and set(code) <= set(vin.ALPHABET) and entry.makers for code, entry in WMI.items()
    )

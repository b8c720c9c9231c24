"""Masked VINs: no identity, no contradiction, only an agreement of what is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.field import MissingReason
from domain.finding import Verdict
from domain.identifiers.vin import ALPHABET
from verification.decoding.mask import fits, is_masked

VIN = "LGXCE4CB0S0123456"


@pytest.mark.parametrize(
    ("text", "masked", "agrees"),
    [
        ("LGXCE4CB0S0******", True, True),
        ("LGXCE4CB***123456", True, True),
        ("LGXCE4CBXXX123456", True, True),
        ("LGX CE4 CB0S0 XXXXXX", True, True),
        ("***********123456", True, True),
        ("LGX******0123456", True, True),
        ("LSV******0123456", True, False),
        ("LGXCE4CB0S0***457", True, False),
        ("*LGXCE4CB0S0123456*", False, False),
        (VIN, False, False),
        ("LGXXE4CB0S0123456", False, False),
        ("S0123456", False, False),
        ("XXXXXXXXXXXXXXXXX", False, False),
        ("", False, False),
    ],
)
def test_what_is_shown_is_compared_and_nothing_else(text: str, masked: bool, agrees: bool) -> None:
    assert is_masked(text) is masked
    assert fits(text, VIN) is agrees


@given(st.text(ALPHABET.replace("X", ""), min_size=17, max_size=17), st.integers(0, 14), st.integers(3, 12))
def test_a_vin_fits_every_mask_of_itself(vin: str, start: int, length: int) -> None:
    end = min(start + length, 17)
    for sign in "*X":
        assert fits(vin[:start] + sign * (end - start) + vin[end:], vin)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(is_masked(text), bool)


@pytest.mark.parametrize("text", ["LGXCE4CB0S0******", "LGXCE4CBXXX123456", "LSVCY6C4XXXX27789"])
def test_a_masked_vin_contradicts_nothing_where_the_plate_ties_the_paper_to_the_car(
    genuine: Any, text: str
) -> None:
    genuine.papers["bill0"].fields["vin"] = text
    genuine.papers["invoice0"].fields["vin"] = text
    car = genuine.car()
    assert car.verdict is Verdict.CLEAR
    assert {"bill0", "invoice0"} <= set(car.documents)


def test_a_masked_vin_alone_ties_a_paper_to_the_one_car_that_it_fits_and_proves_nothing(fleet: Any) -> None:
    vin = fleet.papers["cert1"].fields["vin"]
    fleet.papers["bill1"].fields |= {
        "vin": "***********" + vin[11:],
        "plate": None,
        "bill_number": "X1",
        "invoice_number": None,
    }
    fleet.papers.pop("invoice1")
    result = fleet.verify()
    mine = next(d for d in result.dossiers if "cert1" in d.documents)
    assert "bill1" in mine.documents
    assert mine.verdict is Verdict.REVIEW
    assert [d.verdict for d in result.dossiers if d is not mine] == [Verdict.CLEAR] * 2


def test_a_mask_that_fits_several_cars_belongs_to_none(fleet: Any) -> None:
    vin = fleet.papers["cert1"].fields["vin"]
    fleet.papers["bill1"].fields |= {
        "vin": vin[:3] + "*" * 14,
        "plate": None,
        "bill_number": "X1",
        "invoice_number": None,
    }
    fleet.papers["bill1"].fields["vin"] = vin[:8] + "*" * 9
    fleet.papers.pop("invoice1")
    assert fleet.verify().unassigned == ("bill1",)


def test_a_masked_vin_that_was_read_as_text_only_is_no_unread_value(genuine: Any) -> None:
    genuine.papers["bill0"].fields["vin"] = MissingReason.UNREADABLE
    genuine.papers["bill0"].extra["vin"] = {"raw": "LGXCE4CB*********"}
    assert genuine.car().verdict is Verdict.CLEAR


def test_an_unreadable_vin_on_a_bill_is_for_a_person(genuine: Any) -> None:
    genuine.papers["bill0"].fields["vin"] = MissingReason.UNREADABLE
    assert genuine.car().verdict is Verdict.REVIEW

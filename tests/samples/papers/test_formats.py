"""Ways of writing keep the number."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.papers.formats import MILEAGES, MONIES


@pytest.mark.parametrize(
    ("km", "written"),
    [
        (32_000, "3万2千公里"),
        (32_500, "3万2500公里"),
        (30_500, "30500公里"),
        (30_000, "3万公里"),
        (900, "900公里"),
    ],
)
def test_mixed_writing_says_thousands_in_words_where_people_do(km: int, written: str) -> None:
    assert MILEAGES["wan_mixed"](km) == written


@given(st.integers(0, 999_999))
def test_digits_of_a_mileage_are_its_own_but_in_ten_thousands(km: int) -> None:
    for name, write in MILEAGES.items():
        if not name.startswith("wan"):
            assert int(re.sub(r"\D", "", write(km))) == km


@given(st.decimals(0, 10**7, places=2))
def test_amounts_keep_their_cents(amount: Decimal) -> None:
    for name in ("plain", "comma", "yuan", "yuan_spaced", "rmb", "cny", "suffix"):
        assert Decimal(re.sub(r"[^\d.]", "", MONIES[name](amount))) == amount

"""The total of a bill over figures, capitals, sums and invoice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.finding import Verdict
from verification.decoding.amount import is_part_of


@pytest.mark.parametrize(
    ("read", "true", "expected"),
    [
        ("8", "811.80", True),
        ("56500", "565.00", True),
        ("585", "565", True),  # 8 for 6 is a look-alike
        ("865", "565", False),
        ("665", "565", True),
        ("1565", "565", False),
        ("400", "565", False),
    ],
)
def test_part_of_an_amount(read: str, true: str, expected: bool) -> None:
    assert is_part_of(Decimal(read), Decimal(true)) is expected


def test_a_total_read_in_part_is_told_by_the_sums_and_the_invoice(genuine: Any) -> None:
    bill = genuine.papers["bill0"]
    bill.fields |= {"amount_total": 5, "amount_total_capital": None}
    bill.certainty["amount_total"] = 0.98
    assert genuine.verify().verdict is Verdict.CLEAR


def test_a_total_that_was_certainly_read_is_not_repaired(genuine: Any) -> None:
    genuine.papers["bill0"].fields |= {"amount_total": 5, "amount_total_capital": None}
    assert genuine.verify().verdict is Verdict.REVIEW


def test_another_total_is_a_contradiction_however_it_was_read(genuine: Any) -> None:
    bill = genuine.papers["bill0"]
    bill.fields |= {"amount_total": 1565, "amount_total_capital": None}
    bill.certainty["amount_total"] = 0.98
    assert genuine.verify().verdict is Verdict.REVIEW

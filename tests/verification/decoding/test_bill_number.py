"""The number of a bill, over the bill and the invoice that names it."""

from __future__ import annotations

from typing import Any

import pytest

from verification.decoding.bill_number import bill_number
from verification.dossier import Link, Paper
from verification.service_papers import pays


def papers(bundle: Any) -> tuple[Paper, Paper]:
    found = {d.id: d for d in bundle.documents()}
    return Paper(found["bill0"], Link.VIN), Paper(found["invoice0"], Link.VIN)


@pytest.mark.parametrize(
    ("on_bill", "on_invoice", "number"),
    [
        ("RO20260310-0000", "R020260310-0000", "RO20260310-0000"),
        ("R020260310-0000", "RO20260310-0000", "RO20260310-0000"),
        ("R020260310-0000", "RO20260399-0000", "R020260310-0000"),
        ("R020260310-0000", None, "R020260310-0000"),
    ],
)
def test_letters_and_date_stand_apart(
    genuine: Any, on_bill: str, on_invoice: str | None, number: str
) -> None:
    genuine.papers["bill0"].fields["bill_number"] = on_bill
    genuine.papers["invoice0"].fields["bill_number"] = on_invoice
    bill, invoice = papers(genuine)
    assert bill_number(bill, [invoice]) == number


def test_an_invoice_names_its_bill_though_a_letter_was_read_for_a_digit(genuine: Any) -> None:
    genuine.papers["bill0"].fields |= {"bill_number": "R020260310-0000", "invoice_number": None}
    genuine.papers["invoice0"].fields |= {"bill_number": "RO20260310-0000"}
    bill, invoice = papers(genuine)
    assert pays(invoice, bill)


def test_a_number_read_with_certainty_on_a_text_layer_counts(genuine: Any) -> None:
    genuine.papers["bill0"].fields["bill_number"] = "R020260310-0000"
    genuine.papers["bill0"].source = "text_layer"
    bill, invoice = papers(genuine)
    assert bill_number(bill, [invoice]) == "R020260310-0000"

"""Red-letter invoices prove no service, and take back the invoice that they name."""

from __future__ import annotations

from typing import Any

import pytest

from domain.finding import Outcome, Verdict

ORIGINAL = "26442000000000000000"
"""number of the invoice of the honest bundle"""


def add_red(bundle: Any, **fields: Any) -> None:
    """A negative invoice of the same shop over the same amount."""
    red = bundle.copy().papers["invoice0"]
    red.fields |= {
        "invoice_number": "26442000000000004711", "amount_total": -565, "amount_excl_tax": -500, "tax": -65,
        "amount_total_capital": None, "qr_invoice_number": None, "qr_amount": None, "bill_number": None, "vin": bundle.papers["cert0"].fields["vin"],
    } | fields  # fmt: skip
    red.tables["lines"] = [{"name": "*劳务*维修费", "amount": -500, "tax": -65}]
    bundle.papers["red"] = red


def effect(bundle: Any, rule: str) -> Verdict:
    found = bundle.findings(rule)
    return found[0].effect if found else Verdict.CLEAR


def test_an_invoice_that_a_red_letter_one_names_shows_no_maintenance(genuine: Any) -> None:
    add_red(genuine, remark=f"被红冲蓝字数电票号码：{ORIGINAL} 红字发票信息确认单编号：44012603001")
    assert genuine.findings("maintenance_present")[0].outcome is Outcome.DISAGREES
    assert genuine.car().verdict is Verdict.REVIEW


def test_a_red_letter_invoice_that_names_none_leaves_it_open_which_it_takes_back(genuine: Any) -> None:
    add_red(genuine, remark=None)
    assert genuine.findings("maintenance_present")[0].outcome is Outcome.UNDETERMINED
    assert genuine.car().verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_total": -565, "amount_excl_tax": None},
        {"amount_total": None, "amount_excl_tax": -500},
        {"remark": "对应正数发票代码:4400201130号码:12345678"},
        {"amount_total": 565, "amount_excl_tax": 500, "title": "电子发票（普通发票）红字"},
        {"amount_total": 565, "amount_excl_tax": 500, "remark": "销项负数"},
    ],
)
def test_a_red_letter_invoice_alone_is_never_clear(genuine: Any, fields: dict[str, Any]) -> None:
    add_red(genuine, **fields)
    for name in ("bill0", "invoice0"):
        genuine.papers.pop(name)
    if fields.get("amount_total") == 565:
        genuine.papers["red"].tables["lines"] = [{"name": "*劳务*维修费", "amount": 500, "tax": 65}]
    assert genuine.car().verdict is Verdict.REVIEW
    assert effect(genuine, "maintenance_present") is Verdict.REVIEW


def test_a_car_that_needs_no_maintenance_is_not_cleared_with_a_red_letter_invoice_alone(genuine: Any) -> None:
    genuine.papers["export_licence"].fields["application_date"] = "2026-09-08"
    add_red(genuine)
    for name in ("bill0", "invoice0"):
        genuine.papers.pop(name)
    assert effect(genuine, "invoice_voided") is Verdict.REVIEW


def test_another_service_that_stands_is_enough(genuine: Any) -> None:
    add_red(genuine, remark=f"被红冲蓝字数电票号码：{ORIGINAL}")
    again = genuine.copy().papers["invoice0"]
    again.fields |= {
        "invoice_number": "26442000000000000009",
        "qr_invoice_number": None,
        "issue_date": "2026-03-12",
        "qr_issue_date": None,
    }
    genuine.papers["again"] = again
    assert genuine.findings("maintenance_present")[0].outcome is Outcome.AGREES
    assert genuine.findings("invoice_voided")[0].outcome is Outcome.DISAGREES
    assert genuine.car().verdict is Verdict.CLEAR


def test_a_discount_line_makes_no_invoice_red(genuine: Any) -> None:
    genuine.papers["invoice0"].tables["lines"] = [
        {"name": "*劳务*维修费", "amount": 600, "tax": 78},
        {"name": "*劳务*维修费", "amount": -100, "tax": -13},
    ]
    assert genuine.car().verdict is Verdict.CLEAR

"""Odometer readings that prove nothing."""

from __future__ import annotations

from typing import Any

import pytest

from domain.field import Candidate, DocumentKind
from domain.finding import Outcome, Verdict
from domain.values import Mileage
from tests.verification.test_frauds import put_row, second_bill


def other(km: int, certainty: float = 0.4) -> dict[str, Any]:
    return {"candidates": (Candidate(Mileage(km), str(km), "ocr:ppocrv6@1", certainty),)}


def test_a_reading_with_two_values_proves_no_roll_back(genuine: Any) -> None:
    second_bill(mileage=12)(genuine)
    genuine.papers["bill_b"].extra["mileage"] = other(12_345)
    finding = genuine.findings("mileage_falls")[0]
    assert (finding.outcome, finding.effect) == (Outcome.UNDETERMINED, Verdict.REVIEW)


def test_a_value_that_nobody_held_possible_explains_nothing(genuine: Any) -> None:
    second_bill(mileage=1200)(genuine)
    genuine.papers["bill_b"].extra["mileage"] = other(12_000, 0.01)
    assert genuine.findings("mileage_falls")[0].effect is Verdict.REFUSE


@pytest.mark.parametrize("certainty", [0.3, 0.7])
def test_a_doubtful_reading_proves_no_roll_back(genuine: Any, certainty: float) -> None:
    second_bill(mileage=1200)(genuine)
    genuine.papers["bill_b"].certainty["mileage"] = certainty
    assert genuine.findings("mileage_falls")[0].outcome is Outcome.UNDETERMINED


def test_a_declared_reading_with_two_values_proves_no_roll_back(genuine: Any) -> None:
    put_row("declaration", "goods", mileage=61)(genuine)
    genuine.papers["declaration"].extra["mileage"] = other(6_100)
    finding = genuine.findings("mileage_declared")[0]
    assert (finding.outcome, finding.effect) == (Outcome.UNDETERMINED, Verdict.REVIEW)


def test_an_advance_that_another_value_explains_is_not_told(genuine: Any) -> None:
    genuine.papers["bill0"].fields["mileage"] = 99_800
    genuine.papers["bill0"].extra["mileage"] = other(998)
    assert genuine.findings("mileage_rate")[0].outcome is Outcome.UNDETERMINED


def test_a_visit_known_only_by_its_settlement_may_have_been_before_the_other(genuine: Any) -> None:
    second_bill(mileage=1200, service_in_date=None, service_out_date=None)(genuine)
    finding = genuine.findings("mileage_falls")[0]
    assert (finding.outcome, finding.effect) == (Outcome.UNDETERMINED, Verdict.REVIEW)


def test_a_settlement_long_after_the_other_visit_stands_for_its_day(genuine: Any) -> None:
    late = "2026-05-30"
    genuine.papers["declaration"].fields |= {"declaration_date": "2026-06-18", "export_date": "2026-06-20"}
    second_bill(mileage=1200, service_in_date=None, service_out_date=None, settlement_date=late)(genuine)
    assert genuine.findings("mileage_falls")[0].effect is Verdict.REFUSE


def test_another_value_that_would_have_fallen_too_explains_nothing(genuine: Any) -> None:
    """3万2千 read as 30002 by the second reader is below the service's reading all the same."""
    put_row("declaration", "goods", mileage=3_200)(genuine)
    genuine.papers["declaration"].extra["mileage"] = other(3_002, 0.11)
    assert genuine.findings("mileage_declared")[0].effect is Verdict.REFUSE


def inspected(bundle: Any, km: int, day: str = "2026-04-28") -> None:
    """An inspection report of the car."""
    report = bundle.copy().papers["licence0"]
    report.kind, report.tables = DocumentKind.INSPECTION_REPORT, {}
    report.fields = {"vin": bundle.papers["cert0"].fields["vin"], "mileage": km, "inspection_date": day}
    bundle.papers["report"] = report


def test_an_inspection_between_service_and_declaration_fits(genuine: Any) -> None:
    inspected(genuine, 5_900)
    assert genuine.car().verdict is Verdict.CLEAR


@pytest.mark.parametrize(("km", "day"), [(3_000, "2026-04-28"), (9_000, "2026-04-28")])
def test_an_inspection_below_the_service_or_above_the_declaration_is_a_roll_back(
    genuine: Any, km: int, day: str
) -> None:
    inspected(genuine, km, day)
    finding = genuine.findings("mileage_declared")[0]
    assert (finding.outcome, finding.effect) == (Outcome.DISAGREES, Verdict.REFUSE)


def test_an_inspection_tells_a_roll_back_without_any_service_paper(genuine: Any) -> None:
    for name in ("bill0", "invoice0"):
        genuine.papers.pop(name)
    inspected(genuine, 9_000)
    assert genuine.findings("mileage_declared")[0].effect is Verdict.REFUSE

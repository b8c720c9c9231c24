"""Every story changes what it says it changes, and its deciding facts can be shown."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from domain.field import DocumentKind as K
from domain.identifiers import vin
from samples.facts.case import Case
from samples.facts.deciding import Deciding
from samples.facts.scenario import SCENARIOS, Scenario, scenario_of
from samples.generate import layouts_of, tell
from samples.papers.layout import PaperLayout
from samples.papers.rendering import compose

SEEDS = (1, 2, 3)


def told(name: str, seed: int) -> tuple[Case, list[Deciding]]:
    return tell(seed, scenario_of(name), Random(seed))


def fitting(case: Case, decided: Deciding) -> list[PaperLayout]:
    paper = decided.paper
    assert paper is not None and paper in case.papers
    layouts = layouts_of("samples.papers.registry")
    return [x for x in layouts if x.kind is paper.kind and x.subtype == paper.subtype and x.fits(paper)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("story", SCENARIOS, ids=lambda s: s.name)
def test_deciding_facts_are_printed_by_some_layout(story: Scenario, seed: int) -> None:
    case, facts = tell(seed, story, Random(seed))
    assert bool(facts) is (story.is_fraud and not story.is_ruined)
    for fact in facts:
        if fact.anchor:
            assert fact.paper is not None
            tries = (compose(fact.paper, x, Random(n)) for n in range(6) for x in fitting(case, fact))
            assert any(fact.anchor in c.anchors for c in tries), (fact.anchor, fact.paper.kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_rolled_back_mileage_falls(seed: int) -> None:
    case, _ = told("rolled_back_mileage", seed)
    first, last = (int(str(bill.fields["mileage"])) for bill in case.bills()[-2:])
    assert last < first - 500


@pytest.mark.parametrize("seed", SEEDS)
def test_forged_vin_fails_its_check_digit_and_stands_on_one_paper_only(seed: int) -> None:
    case, _ = told("forged_vin", seed)
    forged = str(case.certificate().fields["vin"])
    true = case.world.lives[0].car.vin
    assert not vin.is_valid(forged) and vin.is_valid(true)
    assert not vin.differ_only_by_confusables(forged, true)
    assert case.declaration.tables["goods"][0]["vin"] == true


@pytest.mark.parametrize("seed", SEEDS)
def test_changed_registration_date_escapes_the_180_days(seed: int) -> None:
    case, _ = told("changed_register_date", seed)
    changed, true = case.certificate().fields["register_date"], case.world.lives[0].car.register_date
    assert isinstance(changed, dt.date)
    assert (case.world.application_date - changed).days > 180 >= (case.world.application_date - true).days
    assert not case.letters
    assert case.of(K.VEHICLE_LICENCE)[0].fields["register_date"] == true


@pytest.mark.parametrize("seed", SEEDS)
def test_reused_invoice_has_one_number_and_two_cars(seed: int) -> None:
    case, _ = told("reused_invoice", seed)
    ours, theirs = case.invoices(0), case.invoices(1)
    numbers = {str(i.fields["invoice_number"]) for i in ours} & {
        str(i.fields["invoice_number"]) for i in theirs
    }
    assert len(numbers) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_edited_print_differs_from_its_code(seed: int) -> None:
    case, _ = told("qr_print_edited", seed)
    invoice = case.invoices()[-1]
    printed = (invoice.fields["invoice_number"], invoice.fields["issue_date"])
    assert printed != (invoice.fields["qr_invoice_number"], invoice.fields["qr_issue_date"])
    assert str(invoice.fields["qr_invoice_number"]) in invoice.extra["qr_text"]


def test_unknown_scenario_names_those_that_exist() -> None:
    with pytest.raises(ValueError, match="genuine_old"):
        scenario_of("no such story")

"""The final measurement: fixed plans, sheets with two slips, and the rows that are printed."""

from __future__ import annotations

import importlib
from collections import Counter
from random import Random

import pytest

from benchmarks.accuracy import Run, Told
from benchmarks.final import rows
from benchmarks.heldout.bundles import drawn_plans, final_plans
from benchmarks.heldout.einvoice_xml import said_in_xml, write_xml
from benchmarks.heldout.sheets import Sheet, by_paper
from benchmarks.judging import Judged
from benchmarks.reading_truth import Hit, Reading
from domain.field import DocumentKind as K
from samples.facts.invoice import make_invoice
from samples.facts.paper import PaperFacts
from samples.facts.scenario import SCENARIOS, scenario_of
from samples.facts.service_papers import make_invoice_paper
from samples.facts.world import make_world
from samples.files import Packed, Placed
from samples.generate import layouts_of, tell
from samples.papers.rendering import RenderedPaper, compose

SETS = ("benchmarks.heldout.unseen", "benchmarks.heldout.third", "benchmarks.heldout.drawn")


def reading(hit: Hit, medium: str = "scan", certainty: float = 0.5, critical: bool = True) -> Reading:
    return Reading(
        "b", medium, "l", "a.pdf", 1, "repair_bill", "", "plate", critical, hit, "x", "x", "x", certainty
    )


def car(expected: str, got: str, medium: str = "scan") -> Judged:
    return Judged("b", "s", medium, "v", expected, got, "", True)


def test_plans_are_the_same_every_time() -> None:
    assert final_plans(48) == final_plans(48)
    assert final_plans(6) == final_plans(48)[:6]


def test_each_medium_has_as_many_genuine_cars_as_frauds() -> None:
    is_fraud = {s.name: s.is_fraud for s in SCENARIOS}
    shares = Counter((plan.medium, is_fraud[plan.scenario]) for plan in final_plans(48))
    assert all(shares[medium, True] == shares[medium, False] for medium, _ in shares)
    assert {medium for medium, _ in shares} == {"text", "scan", "photo", "fax", "copy"}


def test_no_two_plans_share_a_seed() -> None:
    plans = final_plans(48) + drawn_plans(12)
    assert len({plan.seed for plan in plans}) == len(plans)


@pytest.mark.parametrize("module", SETS)
def test_every_kind_has_a_form_of_its_own(module: str) -> None:
    assert set(K) - {layout.kind for layout in importlib.import_module(module).PAPERS} <= {K.OTHER}


@pytest.mark.parametrize("module", SETS)
@pytest.mark.parametrize("scenario", [s.name for s in SCENARIOS])
def test_some_layout_shows_what_decides(module: str, scenario: str) -> None:
    case, facts = tell(7, scenario_of(scenario), Random(7))
    for paper in case.papers:
        needed = {fact.anchor for fact in facts if fact.paper is paper and fact.anchor}
        fitting = [
            x
            for x in layouts_of(module)
            if (x.kind, x.subtype) == (paper.kind, paper.subtype) and x.fits(paper)
        ]
        assert any(needed <= compose(paper, layout, Random(1)).anchors for layout in fitting), paper.kind


def sheet(*papers: int) -> Sheet:
    facts = PaperFacts(K.OTHER, {})
    return Sheet(RenderedPaper(facts, "x", b"", 1, {}, {}, {}), papers)


def test_papers_of_one_sheet_are_in_the_same_place() -> None:
    packed = Packed(places={0: [Placed("a", 1)], 1: [Placed("b", 1)]}, media={0: "scan", 1: "photo"})
    told = by_paper(packed, [sheet(2), sheet(0, 1)])
    assert told.places == {2: [Placed("a", 1)], 0: [Placed("b", 1)], 1: [Placed("b", 1)]}
    assert told.media == {2: "scan", 0: "photo", 1: "photo"}


def test_xml_invoice_holds_what_its_truth_says() -> None:
    world = make_world(3, scenario_of("genuine_recent").plan)
    visit = world.lives[0].visits[0]
    facts = make_invoice_paper(Random(1), world, 0, visit, make_invoice(Random(1), visit, "digital"))
    xml = write_xml(facts).decode()
    assert all(
        str(value) in xml for name, value in said_in_xml(facts).items() if name != "amount_total_capital"
    )
    assert facts.extra["capital"] in xml


def test_rows_count_by_medium_and_verdict() -> None:
    run = Run(
        readings=[
            reading(Hit.EXACT), reading(Hit.WRONG, certainty=0.999), reading(Hit.EXACT, "fax"),
            reading(Hit.MISSING, critical=False),
        ],
        kinds=[Told("b", "scan", "l", "k", "k", True, True, "a"), Told("b", "scan", "l", "k", "k", False, True, "a")],
        judged=[car("clear", "clear"), car("clear", "refuse"), car("refuse", "clear")],
    )  # fmt: skip
    said = {line[2:48].strip(): line[48:].split("=")[0].split() for line in rows(run)[1:-1]}
    assert said["critical fields, scans"] == ["1", "of", "2"]
    assert said["critical fields, fax and copies"] == ["1", "of", "1"]
    assert said["other fields"] == ["0", "of", "1"]
    assert said["wrong among certain, critical"] == ["1", "of", "1"]
    assert said["genuine cars cleared, scans"] == ["1", "of", "2"]
    assert said["genuine cars refused"] == ["1", "of", "2"]
    assert said["frauds cleared"] == ["1", "of", "1"]
    assert said["two papers on a page, pages grouped right"] == ["1", "of", "2"]

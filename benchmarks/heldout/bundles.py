"""The bundles of the final measurement: fixed seeds, genuine cars and frauds in turn, media in fixed shares."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from random import Random

import msgspec

from benchmarks.heldout.einvoice_xml import lines_in_xml, said_in_xml, write_xml
from benchmarks.heldout.sheets import Sheet, by_paper, lay_out
from domain.field import DocumentKind as K
from samples.facts.deciding import Deciding
from samples.facts.paper import PaperFacts
from samples.facts.scenario import SCENARIOS, scenario_of
from samples.files import Packed, Placed, pack
from samples.generate import SampleBundle, layouts_of, tell
from samples.papers.rendering import RenderedPaper, compose, print_composition
from samples.truth import make_truth

SEED = 8_800_000
"""seed of the first bundle; nothing else is drawn from here on"""
UNSEEN = "benchmarks.heldout.unseen"
DRAWN = "benchmarks.heldout.drawn"
_SHARES = ("scan", "photo", "text", "scan", "photo", "text", "scan", "fax", "photo", "text", "scan", "copy")
"""media of pairs of a genuine car and a fraud: a third scanned, a quarter each photographed and digital, the rest fax
and copies of copies"""
_GENUINE = ("genuine_old", "genuine_recent", "genuine_old", "genuine_recent", "genuine_young")
_SERVICE_KINDS = (K.REPAIR_BILL, K.VAT_INVOICE, K.DIGITAL_INVOICE)
_TRIES = 80
_XML_SHARE = 0.35
"""of digital invoices in bundles of files, those handed in as XML"""


class Plan(msgspec.Struct, frozen=True):
    """One bundle to be made."""

    seed: int
    scenario: str
    medium: str
    cars: int | None
    """None for as many as the scenario needs"""
    has_pair: bool
    """whether two slips are to share a page"""
    layouts: str


def final_plans(bundles: int) -> list[Plan]:
    """Pairs of a genuine car and a fraud on the same medium; every fifth genuine one speaks of two cars."""
    frauds = [s.name for s in SCENARIOS if s.is_fraud]
    Random("frauds of the final measurement").shuffle(frauds)
    pairs = zip(itertools.cycle(_SHARES), itertools.cycle(_GENUINE), itertools.cycle(frauds), strict=False)
    plans = []
    for number, (medium, genuine, fraud) in zip(range((bundles + 1) // 2), pairs, strict=False):
        cars = 2 if number % 5 == 1 else None
        seed = SEED + 2 * number
        plans.append(Plan(seed, genuine, medium, cars, number % 3 != 2, UNSEEN))
        plans.append(Plan(seed + 1, fraud, medium, None, number % 3 != 0, UNSEEN))
    return plans[:bundles]


def drawn_plans(bundles: int) -> list[Plan]:
    """Photographs of the forms drawn by hand: genuine cars, so that every kind of paper lies in them."""
    stories = itertools.cycle(("genuine_recent", "genuine_old"))
    return [
        Plan(SEED + 50_000 + n, story, "photo", None, False, DRAWN)
        for n, story in zip(range(bundles), stories, strict=False)
    ]


def make_bundles(plans: list[Plan]) -> Iterator[SampleBundle]:
    """One bundle after the other; the same plan gives the same files."""
    return (make_bundle(plan) for plan in plans)


def make_bundle(plan: Plan) -> SampleBundle:
    """The files of that plan and their truth."""
    story = scenario_of(plan.scenario)
    rng = Random(f"final {plan.seed} {plan.scenario} {plan.medium}")
    case, facts = tell(plan.seed, story, rng, plan.cars)
    rendered = [_print(paper, facts, plan.layouts, rng) for paper in case.papers]
    sheets = lay_out(rendered, rng, plan.has_pair)
    ruined = frozenset(n for n, sheet in enumerate(sheets) if story.is_ruined and _is_service(sheet))
    packed = pack([sheet.paper for sheet in sheets], plan.medium, rng, ruined)
    packed = by_paper(packed, sheets)
    decided = [fact.paper for fact in facts]
    for number in _single_files(packed):
        if _may_be_xml(rendered[number], packed.media[number], decided) and rng.random() < _XML_SHARE:
            rendered[number] = _hand_in_xml(rendered[number], packed, number)
    truth = make_truth(case, story, facts, rendered, packed)
    truth |= {"seed": plan.seed, "medium": plan.medium, "layouts": plan.layouts}
    return SampleBundle(f"{plan.scenario}-{plan.medium}-{plan.seed}", tuple(packed.files), truth)


def _is_service(sheet: Sheet) -> bool:
    return sheet.paper.facts.kind in _SERVICE_KINDS


def _print(paper: PaperFacts, facts: list[Deciding], layouts: str, rng: Random) -> RenderedPaper:
    """The paper in a layout that fits and that shows the facts which decide."""
    needed = {fact.anchor for fact in facts if fact.paper is paper and fact.anchor}
    fitting = [
        x for x in layouts_of(layouts) if (x.kind, x.subtype) == (paper.kind, paper.subtype) and x.fits(paper)
    ]
    for _ in range(_TRIES):
        composition = compose(paper, rng.choice(fitting), Random(rng.getrandbits(64)))
        if needed <= composition.anchors:
            return print_composition(composition)
    raise RuntimeError(f"no layout of {paper.kind} in {layouts} prints {sorted(needed)}")


def _single_files(packed: Packed) -> list[int]:
    """Papers that have a file for themselves."""
    crowd = Counter(file for places in packed.places.values() for file in {place.file for place in places})
    return [number for number, places in packed.places.items() if all(crowd[p.file] == 1 for p in places)]


def _may_be_xml(paper: RenderedPaper, medium: str, decided: list[PaperFacts | None]) -> bool:
    """Whether it is an invoice handed in as a file, on which nothing decides (XML has no QR code)."""
    is_invoice = paper.facts.kind is K.DIGITAL_INVOICE and medium == "text"
    return is_invoice and not any(paper.facts is other for other in decided)


def _hand_in_xml(paper: RenderedPaper, packed: Packed, number: int) -> RenderedPaper:
    """Put the invoice's XML into the place of its print; the paper with what the XML says."""
    name = packed.places[number][0].file
    xml = name.rpartition(".")[0] + ".xml"
    content = write_xml(paper.facts)
    packed.files[:] = [(xml, content) if file == name else (file, old) for file, old in packed.files]
    packed.places[number] = [Placed(xml, 1)]
    packed.media[number] = "xml"
    fields, rows = said_in_xml(paper.facts), lines_in_xml(paper.facts)
    return msgspec.structs.replace(paper, layout="final_xml", fields=fields, rows=rows, pages_of={})

"""One seed in, one bundle of papers with its truth out."""

from __future__ import annotations

import importlib
import json
from functools import cache
from random import Random
from typing import Any

import msgspec

from domain.field import DocumentKind
from samples.facts.case import Case, make_case
from samples.facts.deciding import Deciding
from samples.facts.paper import PaperFacts
from samples.facts.scenario import Scenario, scenario_of
from samples.facts.world import make_world
from samples.files import pack, spread
from samples.papers.layout import PaperLayout
from samples.papers.registry import PAPERS
from samples.papers.rendering import RenderedPaper, compose, print_composition
from samples.papers.together import gather
from samples.truth import make_truth

MEDIA = ("text", "scan", "photo", "fax", "copy", "office", "mixed")
"""``office`` draws text or scan for each paper, ``mixed`` any medium"""
HOUSE_LAYOUTS = "samples.papers.registry"
_TRIES = 60
_SERVICE_KINDS = (DocumentKind.REPAIR_BILL, DocumentKind.VAT_INVOICE, DocumentKind.DIGITAL_INVOICE)


class SampleBundle(msgspec.Struct, frozen=True):
    """The files of one application, and what is true of them (kept apart from the files)."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    truth: dict[str, Any]


def generate(
    seed: int,
    scenario: str = "genuine_old",
    medium: str = "scan",
    cars: int | None = None,
    layouts: str = HOUSE_LAYOUTS,
    with_form: bool | None = None,
    is_small: bool = False,
) -> SampleBundle:
    """A bundle of that scenario on that medium (one of ``MEDIA``); the same arguments give the same bundle.

    ``layouts`` names a module with ``PAPERS`` (see ``samples.papers``), and with ``TWO_ON_A_PAGE`` where slips that
    follow each other share a page with that chance; ``with_form`` adds ``bundle.json`` or not,
    None for by chance; ``is_small`` keeps the files small. ValueError for an unknown scenario or medium.
    """
    if medium not in MEDIA:
        raise ValueError(f"no medium {medium!r}; there are: {', '.join(MEDIA)}")
    story = scenario_of(scenario)
    rng = Random(f"bundle {seed} {scenario} {medium}")
    case, facts = tell(seed, story, rng, cars)
    rendered = [_print(paper, facts, layouts_of(layouts), rng) for paper in case.papers]
    sheets = gather(rendered, 0.0 if story.is_ruined else two_on_a_page(layouts), rng)
    rendered = [paper for sheet in sheets for paper in sheet.papers]
    packed = spread(pack(sheets, medium, rng, _ruined(story, rendered), is_small), sheets)
    files = list(packed.files)
    if with_form if with_form is not None else rng.random() < 0.5:
        files.append(("bundle.json", _form(case)))
    truth = make_truth(case, story, facts, rendered, packed)
    truth |= {"seed": seed, "medium": medium, "layouts": layouts}
    return SampleBundle(f"{scenario}-{medium}-{seed}", tuple(files), truth)


def tell(seed: int, story: Scenario, rng: Random, cars: int | None = None) -> tuple[Case, list[Deciding]]:
    """The papers of a scenario before they are printed, and the facts that decide."""
    plan = msgspec.structs.replace(story.plan, cars=cars) if cars else story.plan
    case = make_case(make_world(seed, plan), rng)
    facts = story.tamper(case)
    return case, facts


@cache
def layouts_of(module: str) -> tuple[PaperLayout, ...]:
    """The layouts of a module; kinds that it lacks are taken from the house's own."""
    own: tuple[PaperLayout, ...] = importlib.import_module(module).PAPERS
    had = {(layout.kind, layout.subtype) for layout in own}
    return own + tuple(layout for layout in PAPERS if (layout.kind, layout.subtype) not in had)


def two_on_a_page(module: str) -> float:
    """How often two slips share a page in a module of layouts; never where it does not say."""
    return float(getattr(importlib.import_module(module), "TWO_ON_A_PAGE", 0.0))


def _print(
    paper: PaperFacts, facts: list[Deciding], layouts: tuple[PaperLayout, ...], rng: Random
) -> RenderedPaper:
    """The paper in a layout that fits and that shows the facts which decide."""
    needed = {fact.anchor for fact in facts if fact.paper is paper and fact.anchor}
    fitting = [x for x in layouts if x.kind is paper.kind and x.subtype == paper.subtype and x.fits(paper)]
    for _ in range(_TRIES):
        composition = compose(paper, rng.choice(fitting), Random(rng.getrandbits(64)))
        if needed <= composition.anchors:
            return print_composition(composition)
    raise RuntimeError(f"no layout of {paper.kind} prints {sorted(needed)}")


def _ruined(story: Scenario, rendered: list[RenderedPaper]) -> frozenset[int]:
    if not story.is_ruined:
        return frozenset()
    return frozenset(i for i, paper in enumerate(rendered) if paper.facts.kind in _SERVICE_KINDS)


def _form(case: Case) -> bytes:
    world = case.world
    form = {
        "application_date": world.application_date.isoformat(),
        "exporter": {"name": world.exporter.name, "uscc": world.exporter.uscc},
        "destination": world.destination.code,
        "contract_number": world.contract_no,
        "reference": f"SQ-{world.seed}",
    }
    return json.dumps(form, ensure_ascii=False, indent=1).encode()

"""A composed paper shows what its kind must show, where the truth says it stands."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from random import Random

import pdfplumber
import pytest

from domain.field import DocumentKind as K
from domain.vocabulary import field_spec
from samples.facts.case import make_case
from samples.facts.other_papers import make_others
from samples.facts.paper import PaperFacts
from samples.facts.scenario import SCENARIOS, Scenario
from samples.facts.world import Plan, make_world
from samples.generate import tell
from samples.papers.composed import PAPERS
from samples.papers.composer.settings import Settings
from samples.papers.composer.words import load_words
from samples.papers.layout import PaperLayout
from samples.papers.rendering import RenderedPaper, compose, render_paper

WORLD = make_world(11, Plan(cars=2, within_180=True))
REQUIRED: dict[K, set[str]] = {
    K.REGISTRATION_CERTIFICATE: {
        "vin",
        "register_date",
        "plate",
        "owner_name",
        "maker",
        "export_endorsement_date",
    },
    K.VEHICLE_LICENCE: {"vin", "register_date", "plate", "owner_name"},
    K.REPAIR_BILL: {"mileage", "plate", "service_in_date", "settlement_date", "bill_number", "amount_total"},
    K.VAT_INVOICE: {
        "invoice_code",
        "invoice_number",
        "issue_date",
        "amount_total",
        "tax",
        "qr_invoice_number",
    },
    K.DIGITAL_INVOICE: {"invoice_number", "issue_date", "amount_total", "tax", "qr_invoice_number"},
    K.EXPORT_DECLARATION: {
        "declaration_number",
        "declaration_date",
        "consignor",
        "goods.0.vin",
        "licence_number",
    },
    K.CONFIRMATION_LETTER: {"maker", "destination_country", "vehicles.0.vin", "outlets.0.name", "has_seal"},
    K.USED_CAR_INVOICE: {"invoice_number", "issue_date", "vin", "plate", "certificate_number", "buyer_name"},
    K.NEW_CAR_INVOICE: {"invoice_number", "issue_date", "vin", "engine_no", "seller_name", "amount_total"},
    K.TOLL_INVOICE: {"invoice_number", "issue_date", "amount_total", "lines.0.plate", "lines.0.toll_to_date"},
    K.INSPECTION_REPORT: {"report_number", "vin", "plate", "mileage", "inspection_date"},
    K.CONFORMITY_CERTIFICATE: {"conformity_number", "vin", "maker", "factory_date"},
    K.EXPORT_LICENCE: {
        "licence_number",
        "issue_date",
        "exporter",
        "vehicles.1.vin",
        "vehicles.0.register_date",
    },
}


@cache
def papers() -> dict[K, PaperFacts]:
    found = {paper.kind: paper for n in range(4) for paper in make_case(WORLD, Random(n)).papers}
    found |= {paper.kind: paper for paper in make_others(Random(2), WORLD, 0, all_of_them=True)}
    return {kind: paper for kind, paper in found.items() if kind is not K.OTHER}


def layout_of(kind: K) -> PaperLayout:
    return next(layout for layout in PAPERS if layout.kind is kind)


@cache
def printed(kind: K, seed: int) -> RenderedPaper:
    return render_paper(papers()[kind], layout_of(kind), Random(seed))


def compact(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_every_kind_but_papers_of_no_concern_is_composed() -> None:
    assert {layout.kind for layout in PAPERS} >= set(K) - {K.OTHER}


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_paper_shows_what_its_kind_must_show_whatever_its_form(kind: K) -> None:
    for seed in range(25):
        composition = compose(papers()[kind], layout_of(kind), Random(seed))
        assert composition.anchors >= REQUIRED[kind]
        for name in composition.printer.fields:
            field_spec(kind, name)


@pytest.mark.parametrize("kind", list(REQUIRED))
@pytest.mark.parametrize("seed", [1, 2])
def test_text_at_every_place_of_the_truth_is_the_value_as_printed(kind: K, seed: int) -> None:
    paper = printed(kind, seed)
    assert paper.places
    with pdfplumber.open(io.BytesIO(paper.pdf)) as document:
        for name, places in paper.places.items():
            for place in places:
                page = document.pages[place.page - 1]
                box = (place.x0 - 0.5, place.y0 - 1, place.x1 + 0.5, place.y1 + 1)
                chars = [c for c in page.chars if box[0] <= (c["x0"] + c["x1"]) / 2 <= box[2]]
                chars = [c for c in chars if box[1] <= (c["top"] + c["bottom"]) / 2 <= box[3]]
                assert compact(place.text) in compact("".join(c["text"] for c in chars)), name


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_every_value_of_the_truth_has_a_place_but_codes_and_seals(kind: K) -> None:
    paper = printed(kind, 1)
    unseen = {name for name in paper.fields if not name.startswith(("qr_", "barcode_", "has_", "seal_"))}
    assert unseen <= set(paper.places)
    cells = {f"{t}.{i}.{n}" for t, rows in paper.rows.items() for i, row in rows.items() for n in row}
    assert {cell for cell in cells if not cell.endswith("line_kind")} <= set(paper.places)


def test_codes_stand_on_the_paper_character_by_character() -> None:
    for seed in range(6):
        paper = render_paper(papers()[K.REPAIR_BILL], layout_of(K.REPAIR_BILL), Random(seed))
        for name in ("bill_number", "vin", "plate"):
            text = compact("".join(p.text for p in paper.places.get(name, ())))
            value = str(papers()[K.REPAIR_BILL].fields[name])
            assert not text or value in re.sub(r"[·*]", "", text).replace("-", "" if name == "plate" else "-")


def test_same_chances_same_paper_and_other_chances_another() -> None:
    assert (
        printed(K.REPAIR_BILL, 1).pdf
        == render_paper(papers()[K.REPAIR_BILL], layout_of(K.REPAIR_BILL), Random(1)).pdf
    )
    assert printed(K.REPAIR_BILL, 1).pdf != printed(K.REPAIR_BILL, 2).pdf


@pytest.mark.parametrize("story", SCENARIOS, ids=lambda s: s.name)
def test_deciding_facts_are_printed_by_the_composed_form(story: Scenario) -> None:
    _, facts = tell(3, story, Random(3))
    for fact in facts:
        if fact.anchor and fact.paper is not None and fact.paper.kind is not K.OTHER:
            tries = (compose(fact.paper, layout_of(fact.paper.kind), Random(n)) for n in range(40))
            assert any(fact.anchor in c.anchors for c in tries), (fact.anchor, fact.paper.kind)


def test_words_name_fields_of_the_vocabulary() -> None:
    for form in load_words(Settings().words).forms:
        composites = dict(form.composites)
        names = {*form.labels, *form.english, *form.suffixes, *form.remark_words, *form.banners}
        names |= {n for s in form.sections for n in (*s.always, *s.often, *s.seldom)} - set(composites)
        names |= {n for c in composites.values() for n in c.fields}
        for name in names:
            assert any_field(form.kind, name), (form.kind, name)
        for table in form.tables:
            own = set(table.composites)
            columns = {*table.labels, *table.always, *table.often, *table.seldom, *table.totals} - own
            columns |= {n for c in table.composites.values() for n in c.fields}
            for name in columns:
                field_spec(form.kind, name, table.name)


def any_field(kind: K, name: str) -> bool:
    try:
        return bool(field_spec(kind, name))
    except KeyError:
        return name in {"endorsement", "date", "text"}


def test_decoys_that_forms_name_are_described() -> None:
    words = load_words(Settings().words)
    for form in words.forms:
        for section in form.sections:
            assert set(section.decoys) <= {*words.decoys, *form.decoys}

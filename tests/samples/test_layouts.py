"""Layouts print names of the vocabulary, and enough of them."""

from __future__ import annotations

from random import Random

import pytest

from domain.field import DocumentKind as K
from domain.vocabulary import field_spec, spec_of
from samples.facts.case import make_case
from samples.facts.invoice import make_invoice
from samples.facts.other_papers import OTHERS, make_others
from samples.facts.paper import PaperFacts
from samples.facts.service_papers import make_invoice_paper
from samples.facts.vehicle_papers import make_vehicle_licence
from samples.facts.world import Plan, make_world
from samples.papers.layout import PaperLayout
from samples.papers.registry import PAPERS
from samples.papers.rendering import compose, render_paper

WORLD = make_world(5, Plan(cars=2, within_180=True))
LEAST_LAYOUTS = 4

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
    K.EXPORT_LICENCE: {
        "licence_number",
        "issue_date",
        "exporter",
        "vehicles.1.vin",
        "vehicles.0.register_date",
    },
    K.USED_CAR_INVOICE: {
        "invoice_number",
        "issue_date",
        "vin",
        "plate",
        "amount_total",
        "buyer_name",
        "seller_name",
    },
    K.NEW_CAR_INVOICE: {"invoice_number", "issue_date", "vin", "engine_no", "amount_total", "buyer_name"},
    K.TOLL_INVOICE: {
        "invoice_number",
        "issue_date",
        "lines.0.plate",
        "lines.0.toll_from_date",
        "amount_total",
    },
    K.INSPECTION_REPORT: {"report_number", "vin", "plate", "mileage", "inspection_date", "register_date"},
    K.CONFORMITY_CERTIFICATE: {"conformity_number", "vin", "engine_no", "factory_date", "maker"},
    K.OTHER: {"title"},
}


def papers() -> list[PaperFacts]:
    case = make_case(WORLD, Random(5))
    visit = WORLD.lives[0].visits[0]
    forms = ("digital", "digital_special", "special", "plain", "electronic")
    invoices = [
        make_invoice_paper(Random(1), WORLD, 0, visit, make_invoice(Random(1), visit, f)) for f in forms
    ]
    others = make_others(Random(2), WORLD, 0, all_of_them=True)
    return [*case.papers, *invoices, *others, make_vehicle_licence(Random(3), WORLD, 0)]


def pairs() -> list[tuple[PaperFacts, PaperLayout]]:
    every = papers()
    found = []
    for layout in PAPERS:
        fitting = [
            p for p in every if p.kind is layout.kind and p.subtype == layout.subtype and layout.fits(p)
        ]
        found += [(paper, layout) for paper in fitting[:2]]
        assert fitting, layout
    return found


def name_of(value: object) -> str:
    return f"{value.kind}-{value.name}-{value.subtype}" if isinstance(value, PaperLayout) else ""


@pytest.mark.parametrize(("paper", "layout"), pairs(), ids=name_of)
def test_layout_prints_what_its_kind_must_show(paper: PaperFacts, layout: PaperLayout) -> None:
    for seed in range(4):
        composition = compose(paper, layout, Random(seed))
        assert composition.anchors >= REQUIRED[paper.kind]
        for name in composition.printer.fields:
            field_spec(paper.kind, name)
        for table, rows in composition.printer.rows.items():
            for name in {name for row in rows.values() for name in row}:
                field_spec(paper.kind, name, table)


@pytest.mark.parametrize("kind", [k for k in K if k is not K.OTHER])
def test_every_kind_has_layouts_enough(kind: K) -> None:
    names = {layout.name for layout in PAPERS if layout.kind is kind}
    assert len(names) >= (LEAST_LAYOUTS if spec_of(kind).is_judged else 2)


def test_every_paper_of_no_concern_has_a_layout() -> None:
    assert {layout.subtype for layout in PAPERS if layout.kind is K.OTHER} == {
        subtype for subtype, _, _ in OTHERS
    }


def test_all_critical_fields_are_printed_somewhere() -> None:
    printed: dict[K, set[str]] = {kind: set() for kind in K}
    for paper, layout in pairs():
        for seed in range(6):
            anchors = compose(paper, layout, Random(seed)).anchors
            printed[paper.kind] |= {anchor.rpartition(".")[2] for anchor in anchors}
    for kind in K:
        spec = spec_of(kind)
        critical = {f.name for f in spec.fields if f.critical and kind is not K.OTHER}
        critical |= {f.name for table in spec.tables for f in table.fields if f.critical}
        missing = critical - printed[kind] - {"invoice_code" if kind is not K.VAT_INVOICE else "", "mileage"}
        assert not missing, kind


def test_printed_paper_has_text_layer_and_pages_of_values() -> None:
    import pypdfium2

    certificate = papers()[0]
    layout = next(x for x in PAPERS if x.name == "single_pages")
    printed = render_paper(certificate, layout, Random(1))
    document = pypdfium2.PdfDocument(printed.pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(texts) == printed.page_count == 3
    assert WORLD.lives[0].car.vin in texts[printed.pages_of["vin"] - 1]
    assert (printed.pages_of["certificate_number"], printed.pages_of["vin"]) == (1, 2)


def test_same_random_source_same_paper() -> None:
    paper, layout = pairs()[0]
    assert render_paper(paper, layout, Random(9)).pdf == render_paper(paper, layout, Random(9)).pdf

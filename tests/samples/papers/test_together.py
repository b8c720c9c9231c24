"""Two papers on a page keep their words, and the truth knows where each lies."""

from __future__ import annotations

import io
from random import Random

import pdfplumber
import pytest

from domain.field import DocumentKind as K
from samples.facts.case import make_case
from samples.facts.world import Plan, make_world
from samples.generate import generate
from samples.papers.registry import PAPERS
from samples.papers.rendering import RenderedPaper, render_paper
from samples.papers.together import gather, lay_together

WORLD = make_world(5, Plan(cars=2, visits=2))


def bills() -> tuple[RenderedPaper, RenderedPaper]:
    layout = next(x for x in PAPERS if x.kind is K.REPAIR_BILL and x.name == "shanghai")
    first, second, *_ = (p for p in make_case(WORLD, Random(5)).papers if p.kind is K.REPAIR_BILL)
    return render_paper(first, layout, Random(0)), render_paper(second, layout, Random(1))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_values_of_both_stand_at_their_moved_places_within_their_regions(seed: int) -> None:
    sheet = lay_together(*bills(), Random(seed))
    with pdfplumber.open(io.BytesIO(sheet.pdf)) as document:
        (page,) = document.pages
        for paper, (x0, y0, x1, y1) in zip(sheet.papers, sheet.regions, strict=True):
            for name in ("vin", "bill_number", "plate"):
                place = paper.places[name][0]
                assert x0 <= place.x0 < place.x1 <= x1 and y0 <= place.y0 < place.y1 <= y1
                words = page.crop((place.x0 - 1, place.y0 - 1, place.x1 + 1, place.y1 + 1)).extract_text()
                assert place.text in words.replace(" ", "")


def test_papers_of_several_pages_keep_their_own_sheets() -> None:
    layout = next(x for x in PAPERS if x.name == "single_pages")
    certificate = render_paper(make_case(WORLD, Random(5)).certificate(), layout, Random(1))
    with pytest.raises(ValueError, match="pages"):
        lay_together(certificate, certificate, Random(1))
    assert [len(s.papers) for s in gather([certificate, certificate], 1.0, Random(1))] == [1, 1]


def test_slips_share_sheets_by_chance_only() -> None:
    assert [len(s.papers) for s in gather(list(bills()), 1.0, Random(1))] == [2]
    assert [len(s.papers) for s in gather(list(bills()), 0.0, Random(1))] == [1, 1]


def test_bundle_of_composed_papers_tells_places_and_shared_pages() -> None:
    truth = generate(2, "genuine_old", "text", layouts="samples.papers.composed").truth
    assert all(d["layout"] == "composed" for d in truth["documents"] if d["kind"] != "other")
    for document in truth["documents"]:
        assert document["kind"] == "other" or document["places"]
        for lines in document["places"].values():
            assert all(1 <= page <= len(document["pages"]) for page, *_ in lines)

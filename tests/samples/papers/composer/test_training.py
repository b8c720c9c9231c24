"""Papers for training come in all kinds, with their truth, the same for the same seed."""

from __future__ import annotations

from domain.field import DocumentKind as K
from samples.papers.composer.settings import Settings
from samples.papers.composer.training import compose_papers


def test_seed_tells_the_papers() -> None:
    first, again = list(compose_papers(4, 3)), list(compose_papers(4, 3))
    assert [s.pdf for s in first] == [s.pdf for s in again]
    assert [s.papers[0].fields for s in first] == [s.papers[0].fields for s in again]


def test_kinds_can_be_chosen() -> None:
    sheets = list(compose_papers(5, 3, kinds=["repair_bill"]))
    assert {s.facts.kind for s in sheets} == {K.REPAIR_BILL}


def test_two_can_share_a_page() -> None:
    sheets = list(compose_papers(6, 6, ["vat_invoice", "digital_invoice"], Settings(two_on_a_page=1.0)))
    assert any(len(s.papers) == 2 and s.page_count == 1 for s in sheets)

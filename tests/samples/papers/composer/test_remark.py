"""A remark's values are in the truth only where the remark says them."""

from __future__ import annotations

from random import Random

from domain.field import DocumentKind as K
from samples.facts.case import make_case
from samples.facts.world import Plan, make_world
from samples.papers.composer.layouts import composed_papers
from samples.papers.composer.settings import Settings
from samples.papers.rendering import Composition, compose

INVOICE = next(
    paper
    for seed in range(9)
    for paper in make_case(make_world(seed, Plan()), Random(seed)).papers
    if paper.kind is K.DIGITAL_INVOICE
)


def composed(settings: Settings, seed: int) -> Composition:
    layout = next(x for x in composed_papers(settings) if x.kind is K.DIGITAL_INVOICE)
    return compose(INVOICE, layout, Random(seed))


def test_empty_remark_says_nothing() -> None:
    for seed in range(10):
        assert not {"plate", "vin", "mileage"} & composed(Settings(remark_filled=0.0), seed).anchors


def test_filled_remark_says_plate_vin_or_mileage() -> None:
    said = [
        {"plate", "vin", "mileage"} & composed(Settings(remark_filled=1.0), seed).anchors
        for seed in range(20)
    ]
    assert {"plate", "vin", "mileage"} == set().union(*said)
    assert said.count(set()) < len(said) / 2

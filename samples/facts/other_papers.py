"""Papers that lie in such bundles beside those that the rule asks for, and papers that prove nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from domain.field import DocumentKind
from samples.facts.car_reports import make_conformity_certificate, make_inspection_report
from samples.facts.company import make_company, make_person
from samples.facts.paper import PaperFacts, Plain
from samples.facts.sale_papers import make_new_car_invoice, make_toll_invoice, make_used_car_invoice
from samples.facts.world import World

BESIDE: tuple[tuple[Callable[[Random, World, int], PaperFacts], float], ...] = (
    (make_used_car_invoice, 0.35),
    (make_new_car_invoice, 0.15),
    (make_inspection_report, 0.3),
    (make_conformity_certificate, 0.1),
    (make_toll_invoice, 0.08),
)
"""papers that are read though no rule asks for them, and how often one lies in a car's papers"""
OTHERS: tuple[tuple[str, str, float], ...] = (
    ("identity_card", "居民身份证", 0.15),
    ("bill_of_lading", "BILL OF LADING", 0.2),
    ("contract", "销售合同", 0.2),
)
"""papers of no concern: subtype, title, and how often one lies in a car's papers"""
_ONE_PER_APPLICATION = ("bill_of_lading", "contract")


def make_others(rng: Random, world: World, index: int, *, all_of_them: bool = False) -> list[PaperFacts]:
    """Some papers of one car beside those that the rule asks for."""
    return [
        *(make(rng, world, index) for make, chance in BESIDE if rng.random() < chance or all_of_them),
        *(
            _make_other(rng, world, index, subtype, title)
            for subtype, title, chance in OTHERS
            if (rng.random() < chance or all_of_them) and not (index and subtype in _ONE_PER_APPLICATION)
        ),
    ]


def _make_other(rng: Random, world: World, index: int, subtype: str, title: str) -> PaperFacts:
    life = world.lives[index]
    fields: dict[str, Plain] = {"title": title}
    if subtype == "bill_of_lading":
        fields["vin"] = life.car.vin
    return PaperFacts(
        kind=DocumentKind.OTHER,
        subtype=subtype,
        fields=fields,
        extra={
            "world": world,
            "life": life,
            "person": make_person(rng, life.car.city),
            "dealer": make_company(rng, "shop", life.car.city),
            "number": "".join(rng.choice("0123456789") for _ in range(8)),
            "odometer": life.odometer - rng.randint(0, 15),
        },
        cars=(index,),
    )

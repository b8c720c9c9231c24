"""Papers that lie in such bundles and prove nothing for the rule: they must be recognised and left alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from domain.field import DocumentKind
from samples.facts.capital import write_capital
from samples.facts.company import make_company, make_person
from samples.facts.paper import PaperFacts, Plain
from samples.facts.world import World

OTHERS: tuple[tuple[str, str, float], ...] = (
    ("used_car_invoice", "二手车销售统一发票", 0.35),
    ("new_car_invoice", "机动车销售统一发票", 0.15),
    ("inspection_report", "二手车出口检测报告", 0.3),
    ("identity_card", "居民身份证", 0.15),
    ("bill_of_lading", "BILL OF LADING", 0.2),
    ("contract", "销售合同", 0.2),
)
"""subtype, title, and how often one lies in a car's papers"""
_ONE_PER_APPLICATION = ("bill_of_lading", "contract")


def make_others(rng: Random, world: World, index: int, *, all_of_them: bool = False) -> list[PaperFacts]:
    """Some papers of no concern of one car."""
    return [
        _make_other(rng, world, index, subtype, title)
        for subtype, title, chance in OTHERS
        if (rng.random() < chance or all_of_them) and not (index and subtype in _ONE_PER_APPLICATION)
    ]


def _make_other(rng: Random, world: World, index: int, subtype: str, title: str) -> PaperFacts:
    life = world.lives[index]
    fields: dict[str, Plain] = {"title": title}
    if subtype not in ("identity_card", "contract"):
        fields["vin"] = life.car.vin
    new_price = Decimal(life.car.model.price_yuan)
    net = (new_price / Decimal("1.13")).quantize(Decimal("0.01"))
    price = net if subtype == "new_car_invoice" else Decimal(life.price_yuan)
    return PaperFacts(
        kind=DocumentKind.OTHER,
        subtype=subtype,
        fields=fields,
        extra={
            "world": world,
            "life": life,
            "person": make_person(rng, life.car.city),
            "dealer": make_company(rng, "shop", life.car.city),
            "price": price,
            "net": net,
            "tax": new_price - net,
            "total": new_price if subtype == "new_car_invoice" else price,
            "capital": write_capital(new_price if subtype == "new_car_invoice" else price),
            "number": "".join(rng.choice("0123456789") for _ in range(8)),
            "code": f"0{life.car.city.division[:2]}00{world.application_date:%y}00117",
            "day": life.endorsement_date - dt.timedelta(days=rng.randint(0, 4)),
            "new_day": life.car.register_date - dt.timedelta(days=rng.randint(0, 5)),
            "odometer": life.odometer - rng.randint(0, 15),
        },
        cars=(index,),
    )

"""One export application: exporter, destination, dates in their right order, and the life of each car."""

from __future__ import annotations

import datetime as dt
from random import Random

import msgspec

from samples.facts.car import Car, make_car
from samples.facts.catalogue import MODELS, CarModel
from samples.facts.company import Company, Person, make_company, make_person
from samples.facts.place import CITIES, CUSTOMS, DESTINATIONS, City, Customs, Destination
from samples.facts.visit import Visit, make_visit

FIRST_APPLICATION = dt.date(2026, 1, 12)
"""shortly after the 180-day rule came into force (商贸函〔2025〕648号: 2026-01-01)"""
APPLICATION_SPAN_DAYS = 270


class Plan(msgspec.Struct, frozen=True):
    """What a scenario asks of the world before it is made."""

    cars: int = 1
    within_180: bool = False
    fuel: str = ""
    """``汽油``, ``电``, ``插电`` or empty for any"""
    visits: int = 0
    """at least that many visits per car; 0 for chance"""
    is_young: bool = False
    """some weeks old and hardly driven: no service was due yet"""
    least_km: int = 0
    """least odometer at export"""


class Life(msgspec.Struct, frozen=True):
    """One car from registration to export."""

    car: Car
    visits: tuple[Visit, ...]
    seller: Company | Person
    """owner before the exporter"""
    earlier_transfer: dt.date | None
    """day on which ``seller`` bought it from the first owner; None when he is the first owner"""
    endorsement_date: dt.date
    """转让登记待出口"""
    odometer: int
    """km at export"""
    price_yuan: int
    price_usd: int
    was_mortgaged: bool


class World(msgspec.Struct, frozen=True):
    """Everything the papers of one application are printed from."""

    seed: int
    exporter: Company
    destination: Destination
    customs: Customs
    buyer_abroad: str
    application_date: dt.date
    licence_issue_date: dt.date
    licence_valid_until: dt.date
    licence_number: str
    declaration_date: dt.date
    export_date: dt.date
    declaration_number: str
    contract_no: str
    contract_date: dt.date
    letter_date: dt.date
    issuing_authority: str
    lives: tuple[Life, ...]

    @property
    def as_of(self) -> dt.date:
        """A day on which these papers lie on the desk."""
        return self.export_date + dt.timedelta(days=3)


def make_world(seed: int, plan: Plan) -> World:
    """The world of one seed; the same seed and plan give the same world."""
    rng = Random(f"world {seed}")
    application = FIRST_APPLICATION + dt.timedelta(days=rng.randint(0, APPLICATION_SPAN_DAYS))
    home = rng.choice(CITIES)
    exporter = make_company(rng, "exporter", home)
    models = _choose_models(rng, plan)
    issue = application + dt.timedelta(days=rng.randint(0, 3))
    declared = issue + dt.timedelta(days=rng.randint(3, 30))
    customs = rng.choice(CUSTOMS)
    contract_date = application - dt.timedelta(days=rng.randint(6, 40))
    return World(
        seed=seed,
        exporter=exporter,
        destination=rng.choice(DESTINATIONS),
        customs=customs,
        buyer_abroad=_buyer_abroad(rng),
        application_date=application,
        licence_issue_date=issue,
        licence_valid_until=min(issue + dt.timedelta(days=180), dt.date(issue.year, 12, 31)),
        licence_number=f"{application:%y}-{rng.choice(('AA', 'B1', 'CF', 'H2', 'K5', 'SD'))}-{rng.randint(100_000, 999_999)}",
        declaration_date=declared,
        export_date=declared + dt.timedelta(days=rng.randint(0, 4)),
        declaration_number=f"{customs.code}{declared.year}0{rng.randint(10_000_000, 999_999_999):09d}",
        contract_no=f"{rng.choice(('HT', 'UC', 'EXP', 'CAR'))}{contract_date:%Y%m}{rng.randint(1, 99):03d}",
        contract_date=contract_date,
        letter_date=application - dt.timedelta(days=rng.randint(0, 3)),
        issuing_authority=f"{home.province}商务{'厅' if '市' not in home.province else '委员会'}",
        lives=tuple(_make_life(rng, model, application, plan) for model in models),
    )


def _choose_models(rng: Random, plan: Plan) -> list[CarModel]:
    fitting = [m for m in MODELS if m.fuel.startswith(plan.fuel)]
    lead = rng.choice(fitting)
    same_code = [m for m in fitting if m.hs_code == lead.hs_code]
    return [lead if rng.random() < 0.7 else rng.choice(same_code) for _ in range(plan.cars)]


def _buyer_abroad(rng: Random) -> str:
    first = rng.choice(("ALTYN", "SILK ROAD", "ORDA", "VOSTOK", "CASPIAN", "GULF STAR", "STEPPE", "NOMAD"))
    return f"{first} {rng.choice(('AUTO', 'MOTORS', 'TRADE', 'CARS'))} {rng.choice(('LLP', 'LLC', 'FZE', 'LTD'))}"


def _make_life(rng: Random, model: CarModel, application: dt.date, plan: Plan) -> Life:
    city = rng.choice(CITIES)
    age_days = rng.randint(100, 172) if plan.within_180 else rng.randint(205, 860)
    if plan.is_young:
        age_days = rng.randint(30, 75)
    registered = application - dt.timedelta(days=age_days)
    endorsed = application - dt.timedelta(days=rng.randint(6, 18))
    owner: Company | Person = (
        make_company(rng, "owner", city) if rng.random() < 0.45 else make_person(rng, city)
    )
    car = make_car(rng, model, city, owner, registered)
    seller, earlier = owner, None
    if not plan.within_180 and rng.random() < 0.25:
        seller = make_person(rng, city)
        earlier = registered + dt.timedelta(days=int((endorsed - registered).days * rng.uniform(0.4, 0.8)))
    km_per_day = rng.uniform(28, 62) if plan.within_180 else rng.uniform(20, 52)
    km_per_day = max(km_per_day, plan.least_km / age_days)
    if plan.is_young:
        km_per_day = rng.uniform(8, 30)
    price = int(model.price_yuan * rng.uniform(0.62, 0.93) / 100) * 100
    return Life(
        car=car,
        visits=() if plan.is_young else _make_visits(rng, car, city, registered, endorsed, km_per_day, plan),
        seller=seller,
        earlier_transfer=earlier,
        endorsement_date=endorsed,
        odometer=int((application - registered).days * km_per_day) + rng.randint(20, 90),
        price_yuan=price,
        price_usd=int(price / 7.1 * rng.uniform(1.03, 1.15) / 50) * 50,
        was_mortgaged=rng.random() < 0.15,
    )


def _make_visits(
    rng: Random, car: Car, city: City, registered: dt.date, endorsed: dt.date, km_per_day: float, plan: Plan
) -> tuple[Visit, ...]:
    """Visits from about 5,000 to 10,000 km apart, the last ones of the car's life in this owner's hands."""
    life_days = (endorsed - registered).days - 4
    interval_days = int(rng.uniform(5_000, 9_000) / km_per_day)
    days = list(range(int(interval_days * rng.uniform(0.7, 1.0)), life_days, max(45, interval_days)))
    least = max(1, plan.visits)
    if len(days) < least:
        days = [int(life_days * (i + 1) / (least + 0.5)) for i in range(least)]
    first_index = max(0, len(days) - max(least, rng.choice((1, 2, 2, 3))))
    shops = [make_company(rng, "shop", city) for _ in range(rng.choice((1, 1, 2)))]
    visits = []
    for index in range(first_index, len(days)):
        mileage = int(days[index] * km_per_day) + rng.randint(1, 60)
        kind = (
            "首次保养" if index == 0 and mileage < 9_000 else rng.choice(("定期保养", "常规保养", "二级维护"))
        )
        day = registered + dt.timedelta(days=days[index])
        visits.append(make_visit(rng, car.model, rng.choice(shops), day, mileage, kind))
    return tuple(visits)

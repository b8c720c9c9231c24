"""A car with its numbers: VIN with true check digit, plate of its province and power train, engine number."""

from __future__ import annotations

import datetime as dt
from random import Random

import msgspec

from domain.identifiers import vin as vins
from samples.facts.catalogue import CarModel
from samples.facts.company import Company, Person
from samples.facts.place import City

_YEAR_CODES = {2022: "N", 2023: "P", 2024: "R", 2025: "S", 2026: "T"}
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_COLOURS = ("白", "黑", "灰", "蓝", "银灰", "红", "绿", "白/黑")


class Car(msgspec.Struct, frozen=True):
    """What stays the same over a car's life in China."""

    model: CarModel
    vin: str
    engine_no: str
    colour: str
    plate: str
    city: City
    first_owner: Company | Person
    factory_date: dt.date
    register_date: dt.date
    certificate_number: str
    file_number: str


def make_vin(rng: Random, model: CarModel, year: int) -> str:
    """A VIN of that model and model year with its true check digit (GB 16735)."""
    body = f"{model.wmi}{model.vds}0{_YEAR_CODES[year]}{rng.choice('ABCDEFGHJKLMN12358')}"
    text = f"{body}{rng.randint(0, 999_999):06d}"
    return text[:8] + vins.check_digit(text) + text[9:]


def make_plate(rng: Random, model: CarModel, city: City) -> str:
    """A plate by GA 36: eight characters with D or F class letter for electric and plug-in cars."""
    if model.is_electric or model.is_plug_in:
        letter = "D" if model.is_electric else "F"
        return f"{city.plate}{letter}{rng.choice(_LETTERS + '0123456789')}{rng.randint(0, 9999):04d}"
    tail = [rng.choice("0123456789") for _ in range(5)]
    for _ in range(rng.choice((0, 1, 1, 2))):
        tail[rng.randint(0, 4)] = rng.choice(_LETTERS)
    return city.plate + "".join(tail)


def make_engine_no(rng: Random, model: CarModel) -> str:
    """An engine or motor number as makers stamp it; no national form exists."""
    digits = "".join(rng.choice("0123456789") for _ in range(rng.choice((6, 7, 8))))
    if model.is_electric:
        return f"{model.engine_model}{rng.choice(_LETTERS)}{digits}"
    return (
        rng.choice(("", rng.choice(_LETTERS), model.engine_model[:3] if model.engine_model.isalnum() else ""))
        + digits
    )


def make_car(
    rng: Random, model: CarModel, city: City, owner: Company | Person, register_date: dt.date
) -> Car:
    """A car built some weeks before its registration."""
    factory_date = register_date - dt.timedelta(days=rng.randint(9, 80))
    province = city.division[:2]
    return Car(
        model=model,
        vin=make_vin(rng, model, factory_date.year),
        engine_no=make_engine_no(rng, model),
        colour=rng.choice(_COLOURS),
        plate=make_plate(rng, model, city),
        city=city,
        first_owner=owner,
        factory_date=factory_date,
        register_date=register_date,
        certificate_number=f"{province}00{rng.randint(7_000_000, 99_999_999):08d}",
        file_number=f"{city.division[:4]}{rng.randint(0, 99_999_999):08d}",
    )

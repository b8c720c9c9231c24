"""The world that papers are printed from contradicts itself nowhere."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.identifiers import (
    certificate_number,
    declaration_number,
    invoice_number,
    licence_number,
    plate,
    resident_id,
    uscc,
    vin,
)
from samples.facts.capital import write_capital
from samples.facts.catalogue import MODELS
from samples.facts.company import Company
from samples.facts.invoice import make_invoice
from samples.facts.world import Plan, World, make_world

PLANS = st.builds(
    Plan,
    cars=st.integers(1, 4),
    within_180=st.booleans(),
    fuel=st.sampled_from(("", "汽油", "电", "插电")),
    visits=st.integers(0, 3),
)
WORLDS = st.builds(make_world, st.integers(0, 10**6), PLANS)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(WORLDS)
def test_every_number_is_well_formed(world: World) -> None:
    declaration_number.validate(world.declaration_number)
    licence_number.validate(world.licence_number)
    uscc.validate(world.exporter.uscc)
    for life in world.lives:
        vin.validate(life.car.vin)
        plate.validate(life.car.plate)
        certificate_number.validate(life.car.certificate_number)
        owner = life.car.first_owner
        uscc.validate(owner.uscc) if isinstance(owner, Company) else resident_id.validate(
            owner.identity_number
        )


@FEW
@given(WORLDS)
def test_plate_fits_power_train(world: World) -> None:
    for life in world.lives:
        is_new_energy = life.car.model.is_electric or life.car.model.is_plug_in
        assert plate.is_new_energy(life.car.plate) is is_new_energy
        if is_new_energy:
            assert plate.is_pure_electric(life.car.plate) is life.car.model.is_electric


@FEW
@given(WORLDS)
def test_vin_names_maker_and_year(world: World) -> None:
    for life in world.lives:
        assert vin.wmi(life.car.vin) == life.car.model.wmi
        assert life.car.factory_date.year in vin.model_years(life.car.vin)


@FEW
@given(WORLDS)
def test_dates_stand_in_the_legal_order(world: World) -> None:
    assert world.letter_date <= world.application_date <= world.licence_issue_date
    assert world.licence_issue_date < world.declaration_date <= world.export_date
    assert world.declaration_date <= world.licence_valid_until
    for life in world.lives:
        assert life.car.factory_date < life.car.register_date < life.endorsement_date < world.application_date
        for visit in life.visits:
            assert life.car.register_date < visit.in_date <= visit.out_date <= visit.settlement_date
            assert visit.settlement_date < world.declaration_date


@FEW
@given(WORLDS, st.booleans())
def test_mileage_only_grows(world: World, _: bool) -> None:
    for life in world.lives:
        readings = [km for visit in life.visits for km in (visit.mileage, visit.mileage_out)]
        assert readings == sorted(readings)
        assert readings[-1] <= life.odometer


@FEW
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_plan_decides_whether_the_rule_applies(seed: int, visits: int) -> None:
    for within in (True, False):
        world = make_world(seed, Plan(within_180=within, visits=visits))
        days = (world.application_date - world.lives[0].car.register_date).days
        assert (days <= 180) is within
        assert len(world.lives[0].visits) >= visits


@FEW
@given(WORLDS, st.integers(0, 99))
def test_invoice_adds_up_to_its_bill(world: World, seed: int) -> None:
    for life in world.lives:
        for visit in life.visits:
            invoice = make_invoice(Random(seed), visit)
            assert sum(line.amount for line in visit.lines) - visit.discount == visit.total == invoice.total
            assert invoice.amount + invoice.tax == invoice.total
            for line in invoice.lines:
                assert abs(line.amount * Decimal("0.13") - line.tax) <= Decimal("0.01")
            invoice_number.validate(invoice.number)


def test_same_seed_same_world() -> None:
    assert make_world(7, Plan()) == make_world(7, Plan()) != make_world(8, Plan())


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.model)
def test_catalogue_has_the_maker_of_the_wmi(model: object) -> None:
    from samples.facts.catalogue import CarModel

    assert isinstance(model, CarModel)
    makers = vin.makers_of(model.wmi + "A" * 14)
    core = model.maker.replace("（", "").replace("-", "")
    assert any(set(name.replace("-", "")) & set(core) >= set(name[:2]) for name in makers), makers


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("550000", "伍拾伍万圆整"),
        ("147800", "壹拾肆万柒仟捌佰圆整"),
        ("31605.00", "叁万壹仟陆佰零伍圆整"),
        ("856.80", "捌佰伍拾陆圆捌角整"),
        ("1000.05", "壹仟圆零伍分"),
        ("100010001", "壹亿零壹万零壹圆整"),
        ("0.50", "伍角整"),
        ("20.13", "贰拾圆壹角叁分"),
    ],
)
def test_capital_numerals(amount: str, text: str) -> None:
    assert write_capital(Decimal(amount)) == text

"""Policy packs: which rules, how severe, which tolerances, from which day. One pack is one TOML file on one screen."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import resources

import msgspec

from domain.document import Severity
from domain.errors import PolicyError
from domain.finding import Verdict
from domain.values import Bilingual, Date


class RulePolicy(msgspec.Struct, frozen=True, array_like=True):
    """How much one rule weighs."""

    severity: Severity
    """of a contradiction; BLOCK between certain readings is *refuse*, MEDIUM and HIGH are *review*"""
    undetermined: Verdict
    """what it makes of the verdict when the rule cannot be told: ``clear`` or ``review``"""


class DayCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The 180-day rule (商贸函〔2025〕648号, item 1; 工作指引 2025-12-11)."""

    applies: bool
    limit: int = 180
    is_limit_included: bool = True
    """不满180天（含180天）: day 180 itself is caught"""
    is_first_day_counted: bool = False
    """民法典 art. 201: the day of registration is day 0"""
    issue_lag_days: int = 5
    """the licence is issued at most three working days after the application: how much earlier it may have been"""
    licence_life_days: int = 200
    """a licence lives six months: a declaration later than ``limit`` + this proves that the rule does not apply"""
    boundary_days: int = 1
    """so near to the limit the two dates are always shown"""


class Certainty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Probabilities, judged over all sightings of a value unless said otherwise."""

    firm: float
    """of a single reading, from which a contradiction is no reading slip"""
    vin: float
    date: float
    """registration and application date"""
    other: float
    """mileage, service dates and other values that a required rule rests on"""
    kind: float
    """that a paper is of the kind it is taken for"""


class Maintenance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What satisfies the demand for maintenance information."""

    not_due_km: int = 5_000
    not_due_days: int = 180
    """a car that has run no more than both had no service due: the manufacturer's word in the letter will do"""
    young_days: int = 90
    """up to here the letter's word counts though no paper prints the mileage"""
    delivery_km: int = 1_000
    """up to here a record of delivery or first inspection alone will do, when nothing else was sold with it"""
    accepts_letter_statement: bool = True
    accepts_delivery_record: bool = True


class MileageLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Odometer limits (clerk's rules ML1 to ML10)."""

    tolerance_km: int = 50
    tolerance_share: float = 0.005
    """reception against delivery mixes, and rounding"""
    severe_fall_km: int = 500
    odd_km_a_day: int = 400
    implausible_km_a_day: int = 800
    impossible_km_a_day: int = 1_500
    repeated_services_km: int = 100
    """repeated services on a car that ran no more than this"""
    near_zero_km: int = 100
    service_gap_days: int = 30
    service_gap_km: int = 500
    brake_pads_km: int = 15_000
    tyres_km: int = 10_000
    timing_belt_km: int = 40_000
    clutch_km: int = 20_000


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other tolerances."""

    money: str = "0.06"
    """yuan by which sums may be off (rounding of lines)"""
    vin_year: int = 1
    invoice_lag_days: int = 90
    licence_vehicles: int = 20
    clustered_papers_days: int = 10
    """service papers all made within so many days before the application (DT9)"""
    clustered_papers_count: int = 3


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pack."""

    id: str
    title: Bilingual
    effective_from: str
    """ISO date of the application from which this pack counts"""
    days: DayCount
    certainty: Certainty
    required_papers: tuple[str, ...]
    """kinds without which a car is not clear"""
    letter: str
    """``within_days``, ``always`` or ``never`` required"""
    maintenance: str
    maintenance_limits: Maintenance
    mileage: MileageLimits
    limits: Limits
    rules: dict[str, RulePolicy]
    is_chosen_by_clock: bool = False
    """no application date was stated: the pack of today was taken, and the papers may say otherwise"""

    def rule(self, name: str) -> RulePolicy:
        """The weight of a rule; PolicyError when the pack does not name it."""
        try:
            return self.rules[name]
        except KeyError:
            raise PolicyError(
                f"policy {self.id} does not say how severe {name} is", advice="add the rule to the pack"
            ) from None


@lru_cache(maxsize=1)
def load_packs() -> tuple[Policy, ...]:
    """All packs, earliest first; PolicyError when one does not load."""
    packs = []
    for file in sorted(resources.files("verification").joinpath("policies").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            packs.append(msgspec.toml.decode(file.read_bytes(), type=Policy))
        except (msgspec.MsgspecError, ValueError) as error:
            raise PolicyError(
                f"policy {file.name} does not load: {error}", advice="correct the file"
            ) from error
    return tuple(sorted(packs, key=lambda p: p.effective_from))


def load_policy(name: str | None, application_date: Date | None, as_of: dt.date) -> Policy:
    """The pack of that name, else the one of the application's day, else the one of today.

    PolicyError when the name is unknown; an application before the earliest pack is judged under that one.
    """
    packs = load_packs()
    if name is not None:
        for pack in packs:
            if pack.id == name:
                return pack
        known = ", ".join(pack.id for pack in packs)
        raise PolicyError(f"there is no policy {name!r}", advice=f"choose one of {known}")
    day = application_date.iso if application_date else as_of.isoformat()
    valid = [pack for pack in packs if pack.effective_from <= day]
    chosen = valid[-1] if valid else packs[0]
    return msgspec.structs.replace(chosen, is_chosen_by_clock=application_date is None)

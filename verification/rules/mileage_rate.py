"""ML2: the distance a day between two readings is one that a car can run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import (
    Reading,
    declared_readings,
    in_order,
    inspected_readings,
    possible_km,
    service_readings,
    unread_day_of,
)
from verification.sighting import Sighting
from verification.unread import Unread, unread_master

_FOR_HIRE = ("出租", "租赁", "预约", "营转非", "公路", "货运", "客运", "教练", "营运")
_FOR_HIRE_FACTOR = 2
"""taxis and lorries run on several drivers"""


class Point(NamedTuple):
    """Where the odometer stood on a day."""

    day: dt.date
    km: int
    sightings: tuple[Sighting, ...]
    certainty: float
    reading: Reading | None = None
    """None: the registration"""


def check_mileage_rate(car: Dossier, context: Context) -> Iterable[Claim]:
    """From registration (odometer about 0) over the services to the declaration. Private 25 to 45 km a day is usual."""
    points = _points(car, context)
    factor = _FOR_HIRE_FACTOR if _is_for_hire(car) else 1
    claims = []
    for first, second in pairwise(points):
        distance, days = second.km - first.km, max((second.day - first.day).days, 1)
        severity = _severity(distance / days, factor, context)
        if severity is None:
            continue
        shown = (*first.sightings, *second.sightings)
        firm = context.is_firm(first.certainty) and context.is_firm(second.certainty)
        unless = _unread_before(first, second, car)
        slip = _severity(_least_distance(first, second) / days, factor, context) is None
        rate = f"{distance / days:,.0f}"
        claims.append(
            disagrees(
                *shown,
                firm=firm,
                unless=unless,
                is_slip=slip,
                severity=severity,
                km=f"{distance:,}",
                days=str(days),
                rate=rate,
            )
        )
    shown = tuple(s for point in points for s in point.sightings)
    return worst_first(claims, agrees(*shown) if len(points) > 1 else None)


def _points(car: Dossier, context: Context) -> list[Point]:
    """Registration with 0 km, then every reading; days without a day are left out."""
    found = []
    registered = context.days(car).registered.best
    if registered is not None and registered.date is not None and registered.date.day is not None:
        sure = context.days(car).registered.certainty
        found.append(Point(registered.date.day, 0, (registered,), sure))
    for reading in in_order(service_readings(car) + inspected_readings(car) + declared_readings(car)):
        day = reading.date.date.day if reading.date.date is not None else None
        if day is not None:
            found.append(
                Point(day, reading.kilometres, (reading.date, reading.km), reading.certainty, reading)
            )
    return sorted(found, key=lambda p: (p.day, p.km))


def _unread_before(first: Point, second: Point, car: Dossier) -> tuple[Unread, ...]:
    """What was not read and would put the first point earlier: the registration itself, or the day of the first visit."""
    if first.reading is None:
        return unread_master(car, "register_date")
    return unread_day_of(first.reading, (second.day - first.day).days)


def _least_distance(first: Point, second: Point) -> int:
    """The fewest kilometres between two points, over what else may stand there."""
    start = max(possible_km(first.reading.km)) if first.reading else 0
    end = min(possible_km(second.reading.km)) if second.reading else 0
    return end - start


def _severity(rate: float, factor: int, context: Context) -> Severity | None:
    """How odd a daily distance is; None when it is usual. No car, for hire or not, runs beyond the last limit."""
    limits = context.policy.mileage
    steps = (
        (limits.impossible_km_a_day, Severity.BLOCK),
        (limits.implausible_km_a_day * factor, Severity.HIGH),
        (limits.odd_km_a_day * factor, Severity.MEDIUM),
    )
    return next((severity for limit, severity in steps if rate > limit), None)


def _is_for_hire(car: Dossier) -> bool:
    uses = [s.text for p in car.certificates if (s := p.sighting("use_character")).value is not None]
    return any(word in use for use in uses if use != "非营运" for word in _FOR_HIRE)


RULE = RuleSpec(
    name="mileage_rate",
    title=B("日均里程合理", "the distance a day is plausible"),
    basis=B("审单规则ML2", "clerk's rule ML2"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_mileage_rate,
    texts={
        "agrees": B("各段日均里程合理。", "The distance a day is plausible throughout."),
        "disagrees": B("{days}天行驶{km}公里，日均{rate}公里。", "{km} km in {days} days: {rate} km a day."),
    },
)

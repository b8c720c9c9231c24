"""ML3: repeated services on a car that hardly ran."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import highest_km, possible_km, service_readings
from verification.service_items import ItemClass, classes_of
from verification.service_papers import own_bills
from verification.unread import unread_fields


def check_mileage_near_zero(car: Dossier, context: Context) -> Iterable[Claim]:
    """Two or more service bills with an odometer of hardly anything: services without use."""
    limit = context.policy.mileage.repeated_services_km
    serving = [b for b in own_bills(car) if ItemClass.SERVICE in classes_of(b.document)]
    km = highest_km(car)
    if len(serving) < 2 or km is None or km > limit:
        return []
    slip = any(max(possible_km(r.km)) > limit for r in service_readings(car))
    shown = [s for r in service_readings(car) for s in (r.date, r.km)]
    return [
        disagrees(
            *shown,
            firm=False,
            unless=unread_fields(serving, "mileage"),
            is_slip=slip,
            n=str(len(serving)),
            km=str(km),
        )
    ]


RULE = RuleSpec(
    name="mileage_near_zero",
    title=B("几乎未行驶却多次维修", "repeated services on a car that hardly ran"),
    basis=B("审单规则ML3、ML10", "clerk's rules ML3, ML10"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check=check_mileage_near_zero,
    texts={
        "disagrees": B(
            "里程仅{km}公里，却有{n}次维修保养。", "Only {km} km on the odometer, yet {n} services."
        ),
    },
)

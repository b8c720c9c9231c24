"""ML7: the same odometer reading at two visits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import service_readings
from verification.unread import NOTHING

_APART_DAYS = 3
"""a car may stand in the workshop, or come back at once"""


def check_mileage_repeated(car: Dossier, context: Context) -> Iterable[Claim]:
    """Not a kilometre between two visits that are days apart."""
    readings = service_readings(car)
    claims = []
    for a, b in combinations(readings, 2):
        if a.kilometres != b.kilometres or not (
            a.date.date and b.date.date and a.date.date.day and b.date.date.day
        ):
            continue
        if abs((b.date.date.day - a.date.date.day).days) >= _APART_DAYS:
            claims.append(
                disagrees(
                    a.date,
                    a.km,
                    b.date,
                    b.km,
                    firm=False,
                    unless=NOTHING,
                    km=f"{a.kilometres:,}",
                    a=a.iso,
                    b=b.iso,
                )
            )
    return worst_first(claims, agrees(*(r.km for r in readings)) if len(readings) > 1 else None)


RULE = RuleSpec(
    name="mileage_repeated",
    title=B("两次维修里程不相同", "no two visits with the same mileage"),
    basis=B("审单规则ML7", "clerk's rule ML7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_mileage_repeated,
    texts={
        "agrees": B("各次维修里程不同。", "The mileage differs from visit to visit."),
        "disagrees": B(
            "{a} 与 {b} 两次维修的里程同为{km}公里。", "The same {km} km at the visits of {a} and {b}."
        ),
    },
)

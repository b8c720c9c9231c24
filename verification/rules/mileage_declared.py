"""ML8: the declared mileage is not below the last service reading."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import declared_readings, service_readings
from verification.rules.mileage_falls import judge_fall

_ROUNDINGS = ((1000, 500), (100, 50))
"""declarations round: (a multiple of this, may be so much below)"""


def check_mileage_declared(car: Dossier, context: Context) -> Iterable[Claim]:
    """The declaration's odometer reading against each service before it; rounded figures have room."""
    served, declared = service_readings(car), declared_readings(car)
    if not served or not declared:
        return []
    falls = []
    for later in declared:
        slack = next((room for unit, room in _ROUNDINGS if later.kilometres % unit == 0), 0)
        for earlier in served:
            claim = judge_fall(earlier, later, context, slack)
            if claim is not None:
                falls.append(claim)
    falls.sort(key=lambda c: (not c.is_firm, str(c.params)))
    return worst_first(falls[:1], agrees(served[-1].km, declared[0].km))


RULE = RuleSpec(
    name="mileage_declared",
    title=B("申报里程不低于末次维修里程", "the declared mileage is not below the last service"),
    basis=B("审单规则ML1、ML8", "clerk's rules ML1, ML8"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_mileage_declared,
    texts={
        "agrees": B(
            "申报里程不低于末次维修里程。", "The declared mileage is not below the last service reading."
        ),
        "disagrees": B(
            "申报里程低于维修里程：{first} 维修时 {a} 公里，{last} 申报 {b} 公里。",
            "Declared below the service reading: {a} km at the service of {first}, {b} km declared on {last}.",
        ),
    },
)

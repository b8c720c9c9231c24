"""ML8: the declared mileage is not below the last service reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import Reading, declared_readings, inspected_readings, service_readings
from verification.rules.mileage_falls import judge_fall

_ROUNDINGS = ((1000, 500), (100, 50))
"""declarations round: (a multiple of this, may be so much below)"""


def check_mileage_declared(car: Dossier, context: Context) -> Iterable[Claim]:
    """Declaration and inspection report against each reading before them; rounded figures of a declaration have room."""
    served, measured, declared = service_readings(car), inspected_readings(car), declared_readings(car)
    known, stated = [*served, *measured], [*measured, *declared]
    if not served or not stated:
        return _judge(measured, declared, context) if measured and declared else []
    return _judge(known, stated, context)


def _judge(known: Sequence[Reading], stated: Sequence[Reading], context: Context) -> Sequence[Claim]:
    falls = [
        claim
        for later in stated
        for earlier in known
        if (claim := judge_fall(earlier, later, context, _slack(later))) is not None
    ]
    falls.sort(key=lambda c: (not c.is_firm, str(c.params)))
    return worst_first(falls[:1], agrees(known[-1].km, stated[0].km))


def _slack(reading: Reading) -> int:
    """How much a rounded figure may be below, in km; an inspection report copies the odometer."""
    if reading.paper.kind is not DocumentKind.EXPORT_DECLARATION:
        return 0
    return next((room for unit, room in _ROUNDINGS if reading.kilometres % unit == 0), 0)


RULE = RuleSpec(
    name="mileage_declared",
    title=B(
        "申报、检测里程不低于此前的读数", "declared and inspected mileage are not below earlier readings"
    ),
    basis=B("审单规则ML1、ML8", "clerk's rules ML1, ML8"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_mileage_declared,
    texts={
        "agrees": B(
            "申报、检测的里程不低于此前的读数。",
            "The declared or inspected mileage is not below an earlier reading.",
        ),
        "disagrees": B(
            "申报或检测里程低于此前的读数：{first} 为 {a} 公里，{last} 为 {b} 公里。",
            "Declared or inspected below an earlier reading: {a} km on {first}, {b} km on {last}.",
        ),
    },
)

"""ML4, ML5: services come at intervals that make sense."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from domain.document import Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import Reading, service_readings
from verification.service_papers import own_bills
from verification.unread import NOTHING

_SERVICE_WORDS = ("保养", "首保", "机油")
_FIRST_WORDS = ("首保", "首次保养")
_FIRST_FROM_KM, _FIRST_TO_KM = 300, 15_000
"""首保: 500 km is the earliest that makers name, with room for a reading at the gate"""


def check_service_interval(car: Dossier, context: Context) -> Iterable[Claim]:
    """Two oil services within 30 days and 500 km; a first service far too early or too late."""
    limits = context.policy.mileage
    by_paper = {r.km.document_id: r for r in service_readings(car)}
    served = sorted(
        (
            r
            for b in own_bills(car)
            if _mentions(b.document.id, by_paper, _SERVICE_WORDS) and (r := by_paper[b.document.id])
        ),
        key=lambda r: (r.iso, r.kilometres),
    )
    claims = []
    for a, b in pairwise(served):
        days = _days_between(a, b)
        near = b.kilometres - a.kilometres < limits.service_gap_km
        if days is not None and 0 < days < limits.service_gap_days and near:
            claims.append(disagrees(a.date, a.km, b.date, b.km, firm=False, unless=NOTHING, a=a.iso, b=b.iso))
    for reading in served:
        is_first = _mentions(reading.km.document_id, by_paper, _FIRST_WORDS)
        if is_first and not _FIRST_FROM_KM <= reading.kilometres <= _FIRST_TO_KM:
            claims.append(
                disagrees(
                    reading.date, reading.km, firm=False, unless=NOTHING, text="first", severity=Severity.MEDIUM,
                    km=f"{reading.kilometres:,}",
                )
            )  # fmt: skip
    return worst_first(claims, agrees(*(r.km for r in served)) if served else None)


def _mentions(document_id: str, readings: dict[str, Reading], words: tuple[str, ...]) -> bool:
    """Whether a paper with an odometer reading has one of the words in its lines or its type of service."""
    reading = readings.get(document_id)
    document = reading.km.document if reading else None
    if document is None:
        return False
    texts = [str(r.get("name").value or "") for r in document.table("lines")]
    texts.append(str(document.get("service_type").value or ""))
    return any(word in text for text in texts for word in words)


def _days_between(a: Reading, b: Reading) -> int | None:
    first, second = a.date.date, b.date.date
    if first is None or second is None or first.day is None or second.day is None:
        return None
    return (second.day - first.day).days


RULE = RuleSpec(
    name="service_interval",
    title=B("保养间隔合理", "service intervals make sense"),
    basis=B("审单规则ML4、ML5", "clerk's rules ML4, ML5"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_service_interval,
    texts={
        "agrees": B("保养间隔合理。", "The service intervals make sense."),
        "disagrees": B(
            "{a} 与 {b} 两次保养间隔过短。", "The services of {a} and {b} are too close together."
        ),
        "first": B("首次保养时里程为{km}公里，不合常理。", "A first service at {km} km is unusual."),
    },
)

"""ML1: the odometer does not fall from service to service."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.comparing.codes import is_code_slip
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import Reading, least_fall, service_readings, unread_day_of
from verification.unread import Unread


def check_mileage_falls(car: Dossier, context: Context) -> Iterable[Claim]:
    """Each reading is compared with every earlier one; a small fall is a mix-up of reception and delivery."""
    readings = service_readings(car)
    if len(readings) < 2:
        return []
    falls = [
        claim for i, later in enumerate(readings) for earlier in readings[:i]
        if (claim := judge_fall(earlier, later, context)) is not None
    ]  # fmt: skip
    falls.sort(key=lambda c: (not c.is_firm, c.severity is not None, str(c.params)))
    return worst_first(falls[:1], agrees(*(s for r in readings for s in (r.date, r.km))))


def judge_fall(earlier: Reading, later: Reading, context: Context, slack_km: int = 0) -> Claim | None:
    """The claim that the odometer fell between two readings of different days; None when it did not."""
    limits = context.policy.mileage
    fall = earlier.kilometres - later.kilometres
    allowed = max(limits.tolerance_km, int(earlier.kilometres * limits.tolerance_share), slack_km)
    if fall <= allowed or earlier.date.date is None or later.date.date is None:
        return None
    if earlier.date.date.compare(later.date.date) >= 0:
        return None
    severe = fall > limits.severe_fall_km
    return disagrees(
        earlier.date, earlier.km, later.date, later.km,
        firm=context.is_firm(earlier.certainty) and context.is_firm(later.certainty) and severe,
        unless=_unread_days(earlier, later),
        is_slip=least_fall(earlier.km, later.km) <= allowed or _may_be_slip(earlier, later, context),
        severity=None if severe else Severity.HIGH,
        a=f"{earlier.kilometres:,}", b=f"{later.kilometres:,}", first=earlier.iso, last=later.iso,
    )  # fmt: skip


def _unread_days(earlier: Reading, later: Reading) -> tuple[Unread, ...]:
    """The day of the later visit, if it may have been before the other."""
    first, last = earlier.date.date, later.date.date
    if first is None or last is None or first.day is None or last.day is None:
        return unread_day_of(later, 0)
    return unread_day_of(later, (last.day - first.day).days)


def _may_be_slip(earlier: Reading, later: Reading, context: Context) -> bool:
    """Whether look-alike or lost digits or a doubtful reading explain a fall."""
    if min(earlier.certainty, later.certainty) < context.policy.certainty.other:
        return True
    exact = earlier.km.is_exact and later.km.is_exact
    return not exact and is_code_slip(earlier.km.text, later.km.text)


RULE = RuleSpec(
    name="mileage_falls",
    title=B("里程不减少", "the mileage does not fall"),
    basis=B("审单规则ML1", "clerk's rule ML1"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_mileage_falls,
    texts={
        "agrees": B("历次维修里程依次增加。", "The mileage grows from service to service."),
        "disagrees": B(
            "里程减少：{first} 为 {a} 公里，{last} 为 {b} 公里。",
            "The mileage falls: {a} km on {first}, {b} km on {last}.",
        ),
    },
)

"""DT2: the days are so near to the limit that both dates are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.document import Actor
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, undetermined
from verification.context import Context
from verification.dossier import Dossier


def check_days_boundary(car: Dossier, context: Context) -> Iterable[Claim]:
    """Within a day of the limit both dates must be firm readings; otherwise a person looks at them."""
    days, count = context.days(car), context.policy.days
    if days.days is None or not count.applies or abs(days.days - count.limit) > count.boundary_days:
        return []
    params: dict[str, Any] = {
        "days": str(days.days),
        "first": str(days.registered.value),
        "last": str(days.referred.value),
    }
    typed = days.referred.best is not None and days.referred.best.document is None
    certain = context.is_firm(days.registered.certainty) and (
        typed or context.is_firm(days.referred.certainty)
    )
    if days.applies is not None and certain:
        return [agrees(*days.evidence, **params)]
    return [undetermined(*days.evidence, action=Actor.CLERK, **params)]


RULE = RuleSpec(
    name="days_boundary",
    title=B("天数临近界限", "days near the limit"),
    basis=B("审单规则DT2：179至181天必看两处日期", "clerk's rule DT2: 179 to 181 days, look at both dates"),
    question=Question.RULE_APPLIES,
    outcomes=(Outcome.AGREES, Outcome.UNDETERMINED),
    check=check_days_boundary,
    texts={
        "agrees": B(
            "相距{days}天，临近界限；{first} 与 {last} 两处读数确定。",
            "{days} days is near the limit; both dates, {first} and {last}, are certain.",
        ),
        "undetermined": B(
            "相距{days}天，临近界限：请核对 {first} 与 {last} 两处日期。",
            "{days} days is near the limit: look at both dates, {first} and {last}.",
        ),
    },
)

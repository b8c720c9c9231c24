"""DT9: service papers that were all made shortly before the application."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.service_papers import own_invoices
from verification.unread import unread_fields


def check_clustered_papers(car: Dossier, context: Context) -> Iterable[Claim]:
    """Three or more invoices, all of them issued in the ten days before the application."""
    limits, applied = context.policy.limits, context.days(car).referred.best
    if applied is None or applied.date is None or applied.date.day is None:
        return []
    issued = [s for p in own_invoices(car) if (s := p.sighting("issue_date")).date and s.date and s.date.day]
    if len(issued) < limits.clustered_papers_count:
        return []
    gaps = [(applied.date.day - s.date.day).days for s in issued if s.date and s.date.day]
    if all(0 <= gap <= limits.clustered_papers_days for gap in gaps):
        return [
            disagrees(
                *issued,
                applied,
                firm=False,
                unless=unread_fields(own_invoices(car), "issue_date"),
                n=str(len(issued)),
                days=str(limits.clustered_papers_days),
            )
        ]
    return []


RULE = RuleSpec(
    name="clustered_papers",
    title=B("维修单据集中补开", "service papers made all at once"),
    basis=B("审单规则DT9", "clerk's rule DT9"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check=check_clustered_papers,
    texts={
        "disagrees": B(
            "{n}张维修发票都在申请前{days}天内开具。",
            "All {n} service invoices were issued within {days} days before the application.",
        ),
    },
)

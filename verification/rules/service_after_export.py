"""DT7: no service after the car was endorsed for export, declared or exported."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.corroboration import day_certainty
from verification.dossier import Dossier, Paper
from verification.milestones import last_day_at_home
from verification.service_papers import own_bills
from verification.sighting import Sighting
from verification.timeline import LABELS, service_date
from verification.unread import LONGEST_STAY_DAYS, NOTHING, Unread, unread_earlier_days


def check_service_after_export(car: Dossier, context: Context) -> Iterable[Claim]:
    """After the endorsement the car has no plates; after the export it is gone. Invoices may come later and are left out."""
    ends = last_day_at_home(car)
    claims, fitting = [], []
    for paper in own_bills(car):
        when = service_date(paper)
        if when is None or when.date is None:
            continue
        late = [e for e in ends if e.date is not None and when.date.compare(e.date) > 0]
        if not late:
            fitting.append(when)
            continue
        declared = [e for e in late if e.kind is DocumentKind.EXPORT_DECLARATION]
        end = (declared or late)[0]
        firm = context.is_firm(day_certainty(car, paper, when)) and context.is_firm(end.certainty)
        what = LABELS["declaration" if declared else "export_endorsement"]
        severity = None if declared else Severity.HIGH
        claims.append(
            disagrees(
                when,
                end,
                firm=firm,
                unless=_unread_days(paper, when, end),
                severity=severity,
                a=when.text,
                b=end.text,
                what=what,
            )
        )
    return worst_first(claims, agrees(*fitting, *ends[:1]) if fitting and ends else None)


def _unread_days(bill: Paper, when: Sighting, end: Sighting) -> tuple[Unread, ...]:
    """The days before the one that stands for the service, as far before as a car stays in a workshop."""
    if when.date is None or end.date is None or when.date.day is None or end.date.day is None:
        return unread_earlier_days(bill, when)
    gap = (when.date.day - end.date.day).days
    return unread_earlier_days(bill, when) if gap <= LONGEST_STAY_DAYS else NOTHING


RULE = RuleSpec(
    name="service_after_export",
    title=B("维修不晚于待出口登记和申报", "no service after endorsement or declaration"),
    basis=B("审单规则DT7", "clerk's rule DT7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_service_after_export,
    texts={
        "agrees": B("维修均在待出口登记和申报之前。", "Every service is before endorsement and declaration."),
        "disagrees": B("维修日期 {a} 晚于{what}（{b}）。", "The service of {a} is later than: {what}, {b}."),
    },
)

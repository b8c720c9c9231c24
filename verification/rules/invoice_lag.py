"""DT10: an invoice follows its service within a season."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.service_papers import paid_bills
from verification.timeline import service_date
from verification.unread import NOTHING, unread_earlier_days


def check_invoice_lag(car: Dossier, context: Context) -> Iterable[Claim]:
    """Not before the car came in, not more than 90 days after."""
    limit = context.policy.limits.invoice_lag_days
    claims, shown = [], []
    for invoice, bills in paid_bills(car):
        issued = invoice.sighting("issue_date")
        for bill in bills:
            served = service_date(bill)
            if served is None or not (served.date and served.date.day and issued.date and issued.date.day):
                continue
            days = (issued.date.day - served.date.day).days
            shown += [served, issued]
            if days < 0 or days > limit:
                text = "before" if days < 0 else "late"
                unless = unread_earlier_days(bill, served) if days < 0 else NOTHING
                claims.append(
                    disagrees(
                        served,
                        issued,
                        firm=False,
                        unless=unless,
                        text=text,
                        a=served.text,
                        b=issued.text,
                        days=str(days),
                    )
                )
    return worst_first(claims, agrees(*shown) if shown else None)


RULE = RuleSpec(
    name="invoice_lag",
    title=B("发票与维修日期相隔合理", "the invoice follows its service in time"),
    basis=B("审单规则DT10", "clerk's rule DT10"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_invoice_lag,
    texts={
        "agrees": B("发票在维修之后不久开具。", "The invoice follows the service in time."),
        "before": B("发票（{b}）早于进厂日期（{a}）。", "The invoice ({b}) is before the reception ({a})."),
        "late": B(
            "发票（{b}）在维修（{a}）之后{days}天才开具。",
            "The invoice ({b}) came {days} days after the service ({a}).",
        ),
    },
)

"""DT6: no service before the car was registered."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.corroboration import day_certainty
from verification.dossier import Dossier
from verification.service_items import ItemClass, classes_of
from verification.service_papers import dated_papers, unread_work
from verification.unread import unread_master


def check_service_before_registration(car: Dossier, context: Context) -> Iterable[Claim]:
    """Bills and invoices of service are not older than the registration; delivery work (PDI, 加装) may be."""
    days = context.days(car)
    registered = days.registered.best
    if registered is None or registered.date is None:
        return []
    claims, fitting = [], []
    for paper, when in dated_papers(car):
        if when.date is None or when.date.compare(registered.date) >= 0:
            fitting.append(when)
        elif ItemClass.SERVICE in classes_of(paper.document) and ItemClass.DELIVERY not in classes_of(
            paper.document
        ):
            firm = context.is_firm(day_certainty(car, paper, when)) and context.is_firm(
                days.registered.certainty
            )
            unless = (*unread_master(car, "register_date"), *unread_work([paper]))
            claims.append(
                disagrees(when, registered, firm=firm, unless=unless, a=when.text, b=registered.text)
            )
    return worst_first(claims, agrees(registered, *fitting) if fitting else None)


RULE = RuleSpec(
    name="service_before_registration",
    title=B("维修不早于注册登记", "no service before registration"),
    basis=B("审单规则DT6", "clerk's rule DT6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_service_before_registration,
    texts={
        "agrees": B("维修均在注册登记之后。", "Every service is after the registration."),
        "disagrees": B(
            "维修单据日期 {a} 早于注册登记 {b}。",
            "The service paper of {a} is before the registration of {b}.",
        ),
    },
)

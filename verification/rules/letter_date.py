"""The letter's date fits: after registration, not after the application, still valid then."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.applicability import Reference
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.comparison import are_firm
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.unread import NOTHING, unread_fields, unread_master


def check_letter_date(car: Dossier, context: Context) -> Iterable[Claim]:
    """Expected order: registration <= letter <= application for the licence <= end of the letter's validity."""
    claims = [claim for paper in car.letters for claim in _judge(paper, car, context)]
    dated = [s for p in car.letters if (s := p.sighting("issue_date")).date is not None]
    return worst_first(claims, agrees(*dated) if dated else None)


def _judge(paper: Paper, car: Dossier, context: Context) -> Iterable[Claim]:
    """Each pair of dates; a date that stands in for one that was not read proves nothing."""
    days = context.days(car)
    registered, applied = days.registered.best, days.referred.best
    issued, until = paper.sighting("issue_date"), paper.sighting("valid_until")
    stand_in = unread_master(car, "register_date")
    later = (
        ()
        if days.reference is Reference.APPLICATION
        else unread_fields(car.export_licences, "application_date")
    )
    pairs = (
        (registered, issued, "before_registration", stand_in),
        (issued, applied, "after_application", NOTHING),
        (applied, until, "expired", later),
    )
    for first, last, text, unless in pairs:
        if first is None or last is None or first.date is None or last.date is None:
            continue
        if first.date.compare(last.date) > 0:
            firm = are_firm(context, first, last)
            yield disagrees(first, last, firm=firm, unless=unless, text=text, a=first.text, b=last.text)


RULE = RuleSpec(
    name="letter_date",
    title=B("确认书的日期", "date of the letter"),
    basis=B(
        "审单规则4.3：注册登记 ≤ 确认书 ≤ 申请", "clerk's order of dates: registration, letter, application"
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_date,
    texts={
        "agrees": B("确认书日期与其他日期的先后相符。", "The letter's date fits the other dates."),
        "before_registration": B(
            "确认书（{b}）早于注册登记（{a}）。", "The letter ({b}) is before the registration ({a})."
        ),
        "after_application": B(
            "确认书（{a}）晚于申请（{b}）。", "The letter ({a}) is after the application ({b})."
        ),
        "expired": B("确认书在申请（{a}）之前已于 {b} 失效。", "The letter had expired on {b}, before {a}."),
    },
)

"""The letter's date fits: after registration, not after the application, still valid then."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.applicability import Reference
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting


def check_letter_date(car: Dossier, context: Context) -> Iterable[Claim]:
    """Expected order: registration <= letter <= application for the licence <= end of the letter's validity."""
    days = context.days(car)
    registered, applied = days.registered.best, days.referred.best
    claims: list[Claim] = []
    for paper in car.letters:
        claims += _judge(paper, registered, applied, days.reference, context)
    dated = [s for p in car.letters if (s := p.sighting("issue_date")).date is not None]
    return worst_first(claims, agrees(*dated) if dated else None)


def _judge(
    paper: Paper,
    registered: Sighting | None,
    applied: Sighting | None,
    reference: Reference,
    context: Context,
) -> Iterable[Claim]:
    issued, until = paper.sighting("issue_date"), paper.sighting("valid_until")
    pairs = [(registered, issued, "before_registration"), (issued, applied, "after_application")]
    pairs.append((applied, until, "expired"))
    for first, last, text in pairs:
        if first is None or last is None or first.date is None or last.date is None:
            continue
        if first.date.compare(last.date) > 0:
            firm = context.is_firm(first.certainty) and context.is_firm(last.certainty)
            yield disagrees(first, last, firm=firm, text=text, a=first.text, b=last.text)


RULE = RuleSpec(
    name="letter_date",
    title=B("确认书的日期", "date of the letter"),
    basis=B(
        "审单规则4.3：注册登记 ≤ 确认书 ≤ 申请", "clerk's order of dates: registration, letter, application"
    ),
    question=Question.LETTER_VALID,
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

"""Reception, delivery and settlement of a service follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.service_papers import own_bills
from verification.unread import NOTHING

_STEPS = ("service_in_date", "service_out_date", "settlement_date")
_LONGEST_DAYS = 60
"""from reception to settlement, typically (domain notes 2.8)"""


def check_bill_dates(car: Dossier, context: Context) -> Iterable[Claim]:
    """进厂 <= 出厂 <= 结算, and not more than 60 days in all."""
    claims, shown = [], []
    for bill in own_bills(car):
        dates = [s for name in _STEPS if (s := bill.sighting(name)).date is not None]
        shown += dates
        for first, second in pairwise(dates):
            if first.date is not None and second.date is not None and first.date.compare(second.date) > 0:
                claims.append(
                    disagrees(first, second, firm=False, unless=NOTHING, a=first.text, b=second.text)
                )
        if len(dates) > 1 and dates[0].date and dates[-1].date and dates[0].date.day and dates[-1].date.day:
            days = (dates[-1].date.day - dates[0].date.day).days
            if days > _LONGEST_DAYS:
                claims.append(
                    disagrees(dates[0], dates[-1], firm=False, unless=NOTHING, text="long", days=str(days))
                )
    return worst_first(claims, agrees(*shown) if shown else None)


RULE = RuleSpec(
    name="bill_dates",
    title=B("进厂、出厂、结算日期的先后", "reception, delivery and settlement follow one another"),
    basis=B("机动车维修管理规定；审单规则4.3", "rules on vehicle repair; clerk's order of dates"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_bill_dates,
    texts={
        "agrees": B(
            "进厂、出厂、结算日期的先后相符。", "Reception, delivery and settlement follow one another."
        ),
        "disagrees": B(
            "维修单日期颠倒：{a} 之后是 {b}。", "The bill's dates are out of order: {a}, then {b}."
        ),
        "long": B("从进厂到结算相隔{days}天。", "{days} days from reception to settlement."),
    },
)

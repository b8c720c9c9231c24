"""The dates of the legal path follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.milestones import ORDER, milestones
from verification.sighting import Sighting
from verification.timeline import LABELS
from verification.unread import NOTHING, unread_master


def check_date_order(car: Dossier, context: Context) -> Iterable[Claim]:
    """出厂 <= 注册登记 <= 转让登记 <= 待出口 <= 申请 <= 发证 <= 申报: each date against each later step, on every paper.

    Dates are compared at the precision that both have. One step that is out of order is reported once.
    """
    steps = milestones(car, context.form)
    known = [name for name in ORDER if steps[name]]
    latest = {name: max(steps[name], key=_by_day) for name in known}
    earliest = {name: min(steps[name], key=_by_day) for name in known}
    claims: list[Claim] = []
    reported: set[str] = set()
    for before, after in combinations(known, 2):
        late, early = latest[before], earliest[after]
        if reported & {before, after} or not _is_after(late, early):
            continue
        reported |= {before, after}
        firm = context.is_firm(late.certainty) and context.is_firm(early.certainty)
        names: dict[str, Any] = {"before": LABELS[before], "after": LABELS[after]}
        unless = unread_master(car, "register_date") if "registration" in (before, after) else NOTHING
        claims.append(disagrees(late, early, firm=firm, unless=unless, a=late.text, b=early.text, **names))
    shown = [steps[name][0] for name in known]
    return worst_first(claims, agrees(*shown) if len(shown) > 1 else None)


def _by_day(sighting: Sighting) -> tuple[str, tuple[str, str, int, str]]:
    return sighting.text, sighting.key


def _is_after(a: Sighting, b: Sighting) -> bool:
    return a.date is not None and b.date is not None and a.date.compare(b.date) > 0


RULE = RuleSpec(
    name="date_order",
    title=B("日期先后", "order of dates"),
    basis=B("审单规则4.3、DT3", "clerk's order of dates 4.3, rule DT3"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_date_order,
    texts={
        "agrees": B(
            "出厂、登记、转让、申请、申报的日期先后相符。", "The dates of the legal path follow one another."
        ),
        "disagrees": B("{before}（{a}）晚于{after}（{b}）。", "{before} ({a}) is later than {after} ({b})."),
    },
)

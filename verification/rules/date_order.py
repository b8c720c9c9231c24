"""The dates of the legal path follow one another."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.milestones import ORDER, milestones
from verification.sighting import Sighting
from verification.timeline import LABELS


def check_date_order(car: Dossier, context: Context) -> Iterable[Claim]:
    """出厂 <= 注册登记 <= 转让登记 <= 待出口 <= 申请 <= 发证 <= 申报: each date against each later step, on every paper.

    Dates are compared at the precision that both have. One step that is out of order is reported once.
    """
    steps = milestones(car, context.form)
    claims: list[Claim] = []
    reported: set[str] = set()
    for i, before in enumerate(ORDER):
        for after in ORDER[i + 1 :]:
            pair = _wrong_pair(steps[before], steps[after])
            if pair is None or reported & {before, after}:
                continue
            reported |= {before, after}
            firm = all(context.is_firm(s.certainty) for s in pair)
            claims.append(
                disagrees(
                    *pair,
                    firm=firm,
                    before=LABELS[before],
                    after=LABELS[after],
                    a=pair[0].text,
                    b=pair[1].text,
                )
            )
    shown = [s for name in ORDER for s in steps[name][:1]]
    return worst_first(claims, agrees(*shown) if len(shown) > 1 else None)


def _wrong_pair(
    first: tuple[Sighting, ...], second: tuple[Sighting, ...]
) -> tuple[Sighting, Sighting] | None:
    """The two sightings that are furthest out of order; None when all follow."""
    if not first or not second:
        return None
    late = max(first, key=lambda s: (s.text, s.key))
    early = min(second, key=lambda s: (s.text, s.key))
    if late.date is None or early.date is None or late.date.compare(early.date) <= 0:
        return None
    return late, early


RULE = RuleSpec(
    name="date_order",
    title=B("日期先后", "order of dates"),
    basis=B("审单规则4.3、DT3", "clerk's order of dates 4.3, rule DT3"),
    question=Question.HISTORY_CREDIBLE,
    check=check_date_order,
    texts={
        "agrees": B(
            "出厂、登记、转让、申请、申报的日期先后相符。", "The dates of the legal path follow one another."
        ),
        "disagrees": B("{before}（{a}）晚于{after}（{b}）。", "{before} ({a}) is later than {after} ({b})."),
    },
)

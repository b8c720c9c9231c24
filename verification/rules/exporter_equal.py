"""PA1: licence, declaration and form name the same exporter."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.ownership import (
    certainty_of,
    exporters_of,
    is_plausible,
    is_same_party,
    may_be_same_party,
    unread_codes,
)


def check_exporter_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """谁出口谁申领: the licence's 出口商 is the declaration's 境内发货人."""
    parties = exporters_of(car, context.form)
    if len(parties) < 2:
        return []
    first = parties[0]
    wrong = [p for p in parties[1:] if is_same_party(first, p) is False]
    if not wrong:
        return [agrees(*(s for p in parties for s in p.sightings), a=first.text)]
    other = wrong[0]
    certain = context.is_firm(certainty_of(first)) and context.is_firm(certainty_of(other))
    firm = certain and is_plausible(first) and is_plausible(other)
    slip = may_be_same_party(first, other)
    unless = unread_codes(first, other)
    return [
        disagrees(
            *first.sightings,
            *other.sightings,
            firm=firm,
            unless=unless,
            is_slip=slip,
            a=first.text,
            b=other.text,
        )
    ]


RULE = RuleSpec(
    name="exporter_equal",
    title=B("出口商一致", "the exporter is the same on all papers"),
    basis=B(
        "二手车出口申办指南（谁出口谁申领）；审单规则PA1",
        "application guide: who exports applies; clerk's rule PA1",
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_exporter_equal,
    texts={
        "agrees": B("各单证的出口商均为{a}。", "All papers name {a} as exporter."),
        "disagrees": B("出口商不一致：{a} 与 {b}。", "The exporters differ: {a} and {b}."),
    },
)

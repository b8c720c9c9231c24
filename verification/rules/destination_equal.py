"""BT3: licence, declaration and form name the same country."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.context import Context
from verification.destination import destinations, name_of, unread_destinations
from verification.dossier import Dossier


def check_destination_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """进口国（地区） of the licence = 最终目的国 of the declaration. Transit through a third country is a known pattern."""
    seen = destinations(car, context.form)
    if len(seen) < 2:
        return []
    code, first = seen[0]
    wrong = [(c, s) for c, s in seen[1:] if c != code]
    if not wrong:
        return [agrees(*(s for _, s in seen), country=name_of(code))]
    firm = context.is_firm(first.certainty) and context.is_firm(wrong[0][1].certainty)
    return [
        disagrees(
            first,
            *(s for _, s in wrong),
            firm=firm,
            unless=unread_destinations(car),
            a=name_of(code),
            b=name_of(wrong[0][0]),
        )
    ]


RULE = RuleSpec(
    name="destination_equal",
    title=B("目的国一致", "the destination is the same"),
    basis=B("审单规则BT3", "clerk's rule BT3"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_destination_equal,
    texts={
        "agrees": B(
            "各单证的目的国均为{country}。",
            "All papers say {country}.",
        ),
        "disagrees": B(
            "目的国不一致：{a} 与 {b}。",
            "The destinations differ: {a} and {b}.",
        ),
    },
)

"""ID6: the engine number is the same wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, undetermined
from verification.comparing.codes import compare_engines
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import unread_entries


def check_engine_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Certificate, vehicle licence, declaration, letter and bills. An entry of the certificate may say 变更发动机."""
    seen = car.sightings("engine_no")
    return compare_all(seen, context, compare_engines, unread_entries(car)) or [undetermined(*seen)]


RULE = RuleSpec(
    name="engine_equal",
    title=B("各单证发动机号一致", "the engine number is the same on all papers"),
    basis=B("审单规则ID6", "clerk's rule ID6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_engine_equal,
    texts={
        "agrees": B(
            "各单证的发动机号均为 {value}。",
            "All papers give the engine number {value}.",
        ),
        "disagrees": B(
            "发动机号不一致：{a} 与 {b}。",
            "The engine numbers differ: {a} and {b}.",
        ),
        "undetermined": B(
            "发动机号少于两处，无法比对。",
            "The engine number stands in fewer than two places.",
        ),
    },
)

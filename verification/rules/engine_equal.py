"""ID6: the engine number is the same wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, undetermined
from verification.comparison import compare_all, is_code_slip
from verification.context import Context
from verification.dossier import Dossier
from verification.mention import fold_engine
from verification.sighting import Sighting

_SHORTEST = 5
"""a part of the number (bills, letters) counts when it has so many characters"""


def is_same_engine(a: Sighting, b: Sighting) -> bool:
    """Equal without ``*``, ``-`` and spaces, 0/O and 1/I folded; one may be the other's end or be printed with the model."""
    x, y = sorted((fold_engine(a.text), fold_engine(b.text)), key=len)
    return x == y or (len(x) >= _SHORTEST and x in y)


def check_engine_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Certificate, vehicle licence, declaration, letter and bills."""
    seen = car.sightings("engine_no")
    return compare_all(seen, context, is_same_engine, is_code_slip) or [undetermined(*seen)]


RULE = RuleSpec(
    name="engine_equal",
    title=B("各单证发动机号一致", "the engine number is the same on all papers"),
    basis=B("审单规则ID6", "clerk's rule ID6"),
    question=Question.HISTORY_CREDIBLE,
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

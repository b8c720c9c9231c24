"""ID7: the brand is the same on all papers."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, undetermined
from verification.comparing.names import compare_brands, fold_brand
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING

_LONGEST = 20
"""characters; what is longer is a sentence and no brand"""


def check_brand_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Certificate, export licence, declaration, letter and bills."""
    seen = [s for s in car.sightings("brand") if len(fold_brand(s.text)) <= _LONGEST]
    return compare_all(seen, context, compare_brands, NOTHING) or [undetermined(*seen)]


RULE = RuleSpec(
    name="brand_equal",
    title=B("各单证车辆品牌一致", "the brand is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则ID7", "Notice 648 (2025), item 2; clerk's rule ID7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_brand_equal,
    texts={
        "agrees": B(
            "各单证的品牌一致：{value}。",
            "All papers give the same brand: {value}.",
        ),
        "disagrees": B(
            "品牌不一致：{a} 与 {b}。",
            "The brands differ: {a} and {b}.",
        ),
        "undetermined": B(
            "品牌少于两处，无法比对。",
            "The brand stands in fewer than two places.",
        ),
    },
)

"""ID7: the model code is the same on certificate, vehicle licence and export licence."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, undetermined
from verification.comparing.models import code_of, compare_models
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_model_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Model codes only; papers that print a trade name say nothing here."""
    seen = [s for s in car.sightings("model") if code_of(s.text)]
    return compare_all(seen, context, compare_models, NOTHING) or [undetermined(*seen)]


RULE = RuleSpec(
    name="model_equal",
    title=B("各单证车辆型号一致", "the model is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则ID7", "Notice 648 (2025), item 2; clerk's rule ID7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_model_equal,
    texts={
        "agrees": B(
            "各单证的车辆型号一致：{value}。",
            "All papers give the same model: {value}.",
        ),
        "disagrees": B(
            "车辆型号不一致：{a} 与 {b}。",
            "The models differ: {a} and {b}.",
        ),
        "undetermined": B(
            "车辆型号少于两处，无法比对。",
            "The model code stands in fewer than two places.",
        ),
    },
)

"""ID7: the model code is the same on certificate, vehicle licence and export licence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, undetermined
from verification.codes import clean_code
from verification.comparison import compare_all, is_code_slip
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting

_CODE = re.compile(r"[A-Z]{2,4}[0-9]{4}[A-Z0-9/()-]*")
"""a model code of the MIIT announcement; trade names (秦PLUS) are not compared"""


def code_of(text: str) -> str:
    """The announcement's model code inside ``品牌型号`` or 型号; empty when there is none."""
    found = _CODE.search(clean_code(text))
    return found[0] if found else ""


def is_same_model(a: Sighting, b: Sighting) -> bool:
    """Equal codes, or one printed with more around it."""
    x, y = code_of(a.text), code_of(b.text)
    return x == y or x in clean_code(b.text) or y in clean_code(a.text)


def check_model_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """Model codes only; papers that print a trade name say nothing here."""
    seen = [s for s in car.sightings("model") if code_of(s.text)]
    return compare_all(seen, context, is_same_model, is_code_slip) or [undetermined(*seen)]


RULE = RuleSpec(
    name="model_equal",
    title=B("各单证车辆型号一致", "the model is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则ID7", "Notice 648 (2025), item 2; clerk's rule ID7"),
    question=Question.HISTORY_CREDIBLE,
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

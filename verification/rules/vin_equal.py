"""ID2: every paper of a car prints the same VIN."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.decoding import vin as vins
from verification.decoding.vin import Relation
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_vin_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """The same on certificate, licence annex, declaration, letter and bills.

    A paper with another VIN whose plate, engine number or all other characters say that this car is meant is
    a contradiction. Differences that a slip explains are left to ``vin_confusable``.
    """
    seen = car.sightings("vin")
    others = [s for s in seen if car.relations.get(s.key) is Relation.OTHER]
    own = [s for s in seen if vins.compact(s.text) == car.vin.text]
    if others:
        best = max(own, key=lambda s: s.certainty, default=None)
        firm = best is not None and context.is_sure_of_vin(best)
        certain = [s for s in others if context.is_sure_of_vin(s)]
        shown = [*own[:2], *(certain or others)]
        return [
            disagrees(
                *shown,
                firm=firm and bool(certain),
                unless=NOTHING,
                a=car.vin.text,
                b=(certain or others)[0].text,
            )
        ]
    if len({s.document_id for s in own}) < 2:
        return [undetermined(*own)]
    return [agrees(*own, vin=car.vin.text)]


RULE = RuleSpec(
    name="vin_equal",
    title=B("各单证车辆识别代号一致", "the VIN is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则ID2", "Notice 648 (2025), item 2; clerk's rule ID2"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_vin_equal,
    texts={
        "agrees": B("各单证的车辆识别代号均为 {vin}。", "All papers give the VIN {vin}."),
        "disagrees": B(
            "同一辆车的单证上出现两个车辆识别代号：{a} 与 {b}。",
            "Papers that mean the same car give two VINs: {a} and {b}.",
        ),
        "undetermined": B(
            "只有一份单证印有该车的车辆识别代号，无法比对。",
            "Only one paper prints this car's VIN, there is nothing to compare it with.",
        ),
    },
)

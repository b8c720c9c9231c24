"""ID11: the customs position fits the power train."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.powertrain import Powertrain, powertrain_of
from verification.unread import NOTHING

_FAMILIES: dict[str, Powertrain] = {
    "870321": Powertrain.COMBUSTION, "870322": Powertrain.COMBUSTION, "870323": Powertrain.COMBUSTION,
    "870324": Powertrain.COMBUSTION, "870331": Powertrain.COMBUSTION, "870332": Powertrain.COMBUSTION,
    "870333": Powertrain.COMBUSTION, "870340": Powertrain.HYBRID, "870350": Powertrain.HYBRID,
    "870360": Powertrain.HYBRID, "870370": Powertrain.HYBRID, "870380": Powertrain.ELECTRIC,
}  # fmt: skip


def check_goods_position(car: Dossier, context: Context) -> Iterable[Claim]:
    """商品编号 8703.2x/.3x petrol and diesel, .4x to .7x hybrids, .80 electric, against 燃料种类 of the certificate."""
    fuel = car.first("fuel")
    train = powertrain_of(fuel.text) if fuel else None
    if fuel is None or train is None:
        return []
    claims, shown = [], []
    for paper in car.declarations:
        for code in paper.row_sightings("goods", "hs_code"):
            family = _FAMILIES.get(code.text[:6])
            if family is None:
                continue
            shown.append(code)
            if family is not train:
                claims.append(disagrees(code, fuel, firm=False, unless=NOTHING, a=code.text, b=fuel.text))
    return worst_first(claims, agrees(fuel, *shown) if shown else None)


RULE = RuleSpec(
    name="goods_position",
    title=B("商品编号与动力形式相符", "the customs position fits the power train"),
    basis=B("海关税则8703；审单规则ID11", "customs tariff 8703; clerk's rule ID11"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_goods_position,
    texts={
        "agrees": B(
            "商品编号与燃料种类相符。",
            "The customs position fits the fuel.",
        ),
        "disagrees": B(
            "商品编号 {a} 与燃料种类“{b}”不符。",
            "The customs position {a} does not fit the fuel “{b}”.",
        ),
    },
)

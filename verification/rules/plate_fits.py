"""ID9: the plate fits the fuel and the registration authority."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees
from verification.codes import is_new_energy_plate, is_plate, is_pure_electric_plate
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING

_ELECTRIC, _PLUG_IN = ("纯电", "电动", "电"), ("插电", "混合", "增程", "混")


def check_plate_fits(car: Dossier, context: Context) -> Iterable[Claim]:
    """A new-energy plate belongs to an electric or plug-in car, and its class letter says which of the two."""
    plate, fuel = car.first("plate"), car.first("fuel")
    if plate is None:
        return []
    if not is_plate(plate.text):
        mild = None if "临" not in plate.text else Severity.NOTE
        return [disagrees(plate, firm=False, unless=NOTHING, text="form", severity=mild, a=plate.text)]
    if fuel is None or not is_new_energy_plate(plate.text):
        return [agrees(plate)]
    hybrid = any(word in fuel.text for word in _PLUG_IN)
    electric = not hybrid and any(word in fuel.text for word in _ELECTRIC)
    pure = is_pure_electric_plate(plate.text)
    if electric or hybrid:
        fits = pure is None or pure == electric
        return [
            agrees(plate, fuel)
            if fits
            else disagrees(plate, fuel, firm=False, unless=NOTHING, a=plate.text, b=fuel.text)
        ]
    return [disagrees(plate, fuel, firm=False, unless=NOTHING, a=plate.text, b=fuel.text)]


RULE = RuleSpec(
    name="plate_fits",
    title=B("号牌形式与燃料相符", "the plate's form fits the fuel"),
    basis=B("GA 36-2018；审单规则ID9", "GA 36-2018; clerk's rule ID9"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_plate_fits,
    texts={
        "agrees": B(
            "号牌形式与燃料种类相符。",
            "The plate's form fits the fuel.",
        ),
        "form": B(
            "“{a}”不是合规的号牌号码。",
            "“{a}” is not a plate number.",
        ),
        "disagrees": B(
            "号牌 {a} 与燃料种类“{b}”不符。",
            "The plate {a} does not fit the fuel “{b}”.",
        ),
    },
)

"""A domestic car has a Chinese VIN, an imported one has not."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees
from verification.codes import vin_requires_check_digit
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_vin_origin(car: Dossier, context: Context) -> Iterable[Claim]:
    """国产 goes with L or H in the first place of the VIN, 进口 with any other letter."""
    origin = car.first("origin")
    if origin is None or not car.vin.text or not any(w in origin.text for w in ("国产", "进口")):
        return []
    shown = (*car.sightings("vin")[:1], origin)
    if vin_requires_check_digit(car.vin.text) == ("国产" in origin.text):
        return [agrees(*shown)]
    return [disagrees(*shown, firm=False, unless=NOTHING, a=car.vin.text[0], b=origin.text)]


RULE = RuleSpec(
    name="vin_origin",
    title=B("国产/进口与车辆识别代号相符", "domestic or imported fits the VIN"),
    basis=B("机动车登记证书第10项", "item 10 of the certificate"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_vin_origin,
    texts={
        "agrees": B(
            "国产/进口与车辆识别代号相符。",
            "Domestic or imported fits the VIN.",
        ),
        "disagrees": B(
            "车辆识别代号以{a}开头，登记证书为{b}。",
            "The VIN begins with {a}, the certificate says {b}.",
        ),
    },
)

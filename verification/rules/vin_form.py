"""ID1: the VIN has 17 characters of its alphabet."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.decoding import vin as vins
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_vin_form(car: Dossier, context: Context) -> Iterable[Claim]:
    """17 characters, no I, O, Q, on every paper; a paper with a shorter one was misread, cut off or altered."""
    seen = car.sightings("vin")
    if not seen:
        return [undetermined(action=Actor.CLERK)]
    broken = [s for s in seen if not vins.is_well_formed(vins.compact(s.text)) and len(s.text) > 8]
    if not broken:
        return [agrees(*seen[:1])]
    firm = any(s.is_exact and context.is_firm(s.certainty) for s in broken)
    return [
        disagrees(
            *broken, *[s for s in seen if s not in broken][:1], firm=firm, unless=NOTHING, a=broken[0].text
        )
    ]


RULE = RuleSpec(
    name="vin_form",
    title=B("车辆识别代号的形式", "form of the VIN"),
    basis=B("GB 16735-2019：17位，不含I、O、Q", "GB 16735-2019: 17 characters, no I, O, Q"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_vin_form,
    texts={
        "agrees": B("车辆识别代号为17位，字符合规。", "The VIN has 17 permitted characters."),
        "disagrees": B("“{a}”不是合规的17位车辆识别代号。", "“{a}” is not a VIN of 17 permitted characters."),
        "undetermined": B("没有读出该车的车辆识别代号。", "No VIN could be read for this car."),
    },
)

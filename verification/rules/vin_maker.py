"""ID4: the maker in the VIN is the certificate's maker."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees
from verification.codes import vin_makers
from verification.comparing.names import fold_name
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_vin_maker(car: Dossier, context: Context) -> Iterable[Claim]:
    """A hint only: joint plants and contract making blur the first three characters. Unknown ones say nothing."""
    maker, brand = car.first("maker"), car.first("brand")
    known = vin_makers(car.vin.text) if car.vin.text else ()
    if not known or maker is None:
        return []
    names = fold_name(maker.text) + fold_name(brand.text if brand else "")
    shown = (*car.sightings("vin")[:1], maker, *([brand] if brand else []))
    if any(_is_named(fold_name(short), names) for short in known):
        return [agrees(*shown, a="、".join(known))]
    return [disagrees(*shown, firm=False, unless=NOTHING, a="、".join(known), b=maker.text)]


def _is_named(short: str, names: str) -> bool:
    """Whether a maker's short name stands in the full names, also with other words between its characters."""
    rest = iter(names)
    return all(character in rest for character in short)


RULE = RuleSpec(
    name="vin_maker",
    title=B("车辆识别代号的生产企业与制造厂相符", "the VIN's maker is the certificate's"),
    basis=B("GB 16737-2019；审单规则ID4（仅提示）", "GB 16737-2019; clerk's rule ID4 (a hint)"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_vin_maker,
    texts={
        "agrees": B(
            "车辆识别代号前三位属于{a}，与制造厂相符。",
            "The first three characters of the VIN are {a}'s, as is the maker.",
        ),
        "disagrees": B(
            "车辆识别代号前三位属于{a}，登记证书的制造厂为{b}。",
            "The first three characters of the VIN are {a}'s, the certificate's maker is {b}.",
        ),
    },
)

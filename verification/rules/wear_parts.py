"""ML6: wear parts are not replaced long before they can be worn."""

from __future__ import annotations

from collections.abc import Iterable

from domain.field import DocumentKind
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from domain.values import Number
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import possible_km, service_readings
from verification.sighting import Sighting
from verification.unread import unread_print

_ACCIDENT = ("事故", "索赔", "三包", "保险", "召回")
_ALL_TYRES = 4


def check_wear_parts(car: Dossier, context: Context) -> Iterable[Claim]:
    """Brake pads, a full set of tyres, timing belt and clutch; accident and warranty work is left out."""
    limits = context.policy.mileage
    parts = (
        (("刹车片", "制动片", "摩擦片"), limits.brake_pads_km, 1),
        (("轮胎",), limits.tyres_km, _ALL_TYRES),
        (("正时皮带", "正时带"), limits.timing_belt_km, 1),
        (("离合器片", "离合器总成", "离合片"), limits.clutch_km, 1),
    )
    for reading in service_readings(car):
        document = reading.km.document
        if document is None or document.kind is not DocumentKind.REPAIR_BILL:
            continue
        kind = str(document.get("service_type").value or "")
        if any(word in kind for word in _ACCIDENT):
            continue
        for row in document.table("lines"):
            name, quantity = str(row.get("name").value or ""), row.get("quantity").value
            count = quantity.number if isinstance(quantity, Number) else 1
            for words, earliest, least in parts:
                is_part = any(w in name for w in words) and not any(
                    w in name for w in ("检查", "换位", "补", "清洁", "清洗")
                )
                if is_part and count >= least and reading.kilometres < earliest:
                    unless = unread_print(Sighting(document, None, document.get("service_type")))
                    line = Sighting(document, row, row.get("name"))
                    yield disagrees(
                        line,
                        reading.km,
                        firm=False,
                        unless=unless,
                        is_slip=max(possible_km(reading.km)) >= earliest,
                        a=name,
                        km=f"{reading.kilometres:,}",
                    )


RULE = RuleSpec(
    name="wear_parts",
    title=B("易损件更换里程合理", "wear parts last as long as they do"),
    basis=B("审单规则ML6", "clerk's rule ML6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES, Outcome.UNDETERMINED),
    check=check_wear_parts,
    texts={
        "disagrees": B("{km}公里时更换“{a}”，明显过早。", "“{a}” replaced at {km} km: far too early."),
    },
)

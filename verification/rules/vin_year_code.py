"""ID5: the year in the VIN fits the factory date."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.codes import vin_model_years
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING, unread_fields


def check_vin_year_code(car: Dossier, context: Context) -> Iterable[Claim]:
    """Position 10 is the model year or the year of making, as the maker likes: one year either side is usual."""
    made = car.first("factory_date") or car.first("register_date")
    if not car.vin.text or made is None or made.date is None:
        return []
    year = int(made.date.iso[:4])
    years = vin_model_years(car.vin.text)
    seen = car.sightings("vin")[:1]
    gap = min((abs(y - year) for y in years), default=None)
    nearest = str(min(years, key=lambda y: abs(y - year))) if years else "?"
    if gap is not None and gap <= context.policy.limits.vin_year:
        return [agrees(*seen, made, a=nearest)]
    unless = unread_fields(car.certificates, "factory_date") if car.first("factory_date") is None else NOTHING
    severity = None if gap is not None and gap > 2 else Severity.MEDIUM
    return [
        disagrees(
            *seen,
            made,
            firm=False,
            unless=unless,
            severity=severity,
            a=car.vin.text[9],
            b=nearest,
            made=made.text,
        )
    ]


RULE = RuleSpec(
    name="vin_year_code",
    title=B("车辆识别代号年份与出厂日期相符", "the VIN's year fits the factory date"),
    basis=B("GB 16735-2019 第10位；审单规则ID5", "GB 16735-2019, position 10; clerk's rule ID5"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_vin_year_code,
    texts={
        "agrees": B(
            "车辆识别代号第10位表示 {a} 年，与出厂日期相符。",
            "Position 10 of the VIN means {a}, which fits the factory date.",
        ),
        "disagrees": B(
            "车辆识别代号第10位为 {a}（{b}年），出厂日期为 {made}。",
            "Position 10 of the VIN is {a} ({b}), the car was made on {made}.",
        ),
    },
)

"""DT11: the export licence was valid on the day of the declaration."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import unread_fields


def check_licence_valid(car: Dossier, context: Context) -> Iterable[Claim]:
    """Valid six months, not beyond the year: declared between issue and 有效截止日期."""
    declared = [s for p in car.declarations if (s := p.sighting("declaration_date")).date is not None]
    claims: list[Claim] = []
    shown: list[Sighting] = []
    for paper in car.export_licences:
        until = paper.sighting("valid_until")
        if until.date is None:
            continue
        for day in declared:
            shown += [until, day]
            if day.date is not None and day.date.compare(until.date) > 0:
                firm = context.is_firm(day.certainty) and context.is_firm(until.certainty)
                claims.append(
                    disagrees(
                        until,
                        day,
                        firm=firm,
                        unless=unread_fields(car.export_licences, "valid_until"),
                        a=until.text,
                        b=day.text,
                    )
                )
    return worst_first(claims, agrees(*shown) if shown else None)


RULE = RuleSpec(
    name="licence_valid",
    title=B("申报时许可证有效", "the licence was valid at the declaration"),
    basis=B(
        "公告2024年第6号（有效期6个月，不跨年）；审单规则DT11", "Announcement 6 of 2024; clerk's rule DT11"
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_licence_valid,
    texts={
        "agrees": B("申报时许可证在有效期内。", "The licence was valid at the declaration."),
        "disagrees": B(
            "许可证于 {a} 到期，申报日期为 {b}。", "The licence expired on {a}, the declaration is of {b}."
        ),
    },
)

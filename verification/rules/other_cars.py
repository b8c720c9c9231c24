"""Cars that the papers name and the application is not about."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome
from domain.values import Bilingual as B
from domain.vocabulary import spec_of
from verification.claim import Claim, RuleSpec, agrees
from verification.context import Context

_SHOWN = 5
"""VINs that the line names"""


def check_other_cars(context: Context) -> Iterable[Claim]:
    """One line for each paper that names other cars. Licence, declaration and certificates decide which cars are meant; while
    none of them was read, every car that is named counts."""
    for named in context.assembly.named:
        spec, n = spec_of(named.document.kind), len(named.vins)
        shown = "、".join(named.vins[:_SHOWN]) + (" …" if n > _SHOWN else "")
        yield agrees(*named.sightings, text="named", what=B(spec.zh, spec.en), n=str(n), cars=shown)
    if not context.assembly.is_decided and len(context.assembly.dossiers) > 1:
        yield agrees(text="undecided", n=str(len(context.assembly.dossiers)))


RULE = RuleSpec(
    name="other_cars",
    title=B("单证提到的其他车辆", "other cars that the papers name"),
    basis=B(
        "公告2024年第6号（一批一证）：申请的车辆以许可证、报关单、登记证书为准",
        "Announcement 6 of 2024: licence, declaration and certificates say which cars are applied for",
    ),
    outcomes=(Outcome.AGREES,),
    check_bundle=check_other_cars,
    texts={
        "named": B(
            "{what}还提到本次申请以外的{n}辆车：{cars}。",
            "The {what} also names {n} car(s) that the application is not about: {cars}.",
        ),
        "undecided": B(
            "许可证、报关单、登记证书均未读出，单证提到的{n}辆车都按申请车辆处理。",
            "No licence, declaration or certificate was read: all {n} cars that the papers name are taken to be applied for.",
        ),
    },
)

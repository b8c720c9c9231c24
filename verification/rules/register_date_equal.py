"""DT4: the registration date is the same on all papers."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.finding import Question
from domain.values import Bilingual as B
from domain.values import Value
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, undetermined
from verification.comparing.dates import compare_dates
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting
from verification.unread import NOTHING


def check_register_date_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """登记日期 of the certificate (item 3), 注册日期 of the vehicle licence, licence annex, declaration and letter."""
    seen = car.sightings("register_date")
    claims = compare_all(seen, context, compare_dates, NOTHING)
    return [_softened(c, context.days(car).registered.value) for c in claims] or [undetermined(*seen)]


def _softened(claim: Claim, likely: Value | None) -> Claim:
    """The odd date out was taken from the wrong place when another field of its paper has the very same print."""
    odd = [s for s in claim.sightings if s.value != likely]
    if claim.is_firm and len(odd) < len(claim.sightings) / 2 and any(_is_shared_print(s) for s in odd):
        return msgspec.structs.replace(claim, is_firm=False)
    return claim


def _is_shared_print(sighting: Sighting) -> bool:
    fields = sighting.row.fields if sighting.row else sighting.document.fields if sighting.document else ()
    own = sighting.field
    return any(f.name != own.name and f.value == own.value and f.place == own.place for f in fields)


RULE = RuleSpec(
    name="register_date_equal",
    title=B("各单证注册登记日期一致", "the registration date is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则DT4", "Notice 648 (2025), item 2; clerk's rule DT4"),
    question=Question.RULE_APPLIES,
    outcomes=EVERY_OUTCOME,
    check=check_register_date_equal,
    texts={
        "agrees": B("各单证的注册登记日期均为 {value}。", "All papers give the registration date {value}."),
        "disagrees": B("注册登记日期不一致：{a} 与 {b}。", "The registration dates differ: {a} and {b}."),
        "undetermined": B(
            "注册登记日期少于两处，无法比对。", "The registration date stands in fewer than two places."
        ),
    },
)

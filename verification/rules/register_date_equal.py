"""DT4: the registration date is the same on all papers."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, undetermined
from verification.comparison import compare_all, is_date_slip, is_same_date
from verification.context import Context
from verification.dossier import Dossier


def check_register_date_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """登记日期 of the certificate (item 3), 注册日期 of the vehicle licence, licence annex, declaration and letter."""
    seen = car.sightings("register_date")
    return compare_all(seen, context, is_same_date, is_date_slip) or [undetermined(*seen)]


RULE = RuleSpec(
    name="register_date_equal",
    title=B("各单证注册登记日期一致", "the registration date is the same on all papers"),
    basis=B("商贸函〔2025〕648号第二条；审单规则DT4", "Notice 648 (2025), item 2; clerk's rule DT4"),
    question=Question.RULE_APPLIES,
    check=check_register_date_equal,
    texts={
        "agrees": B("各单证的注册登记日期均为 {value}。", "All papers give the registration date {value}."),
        "disagrees": B("注册登记日期不一致：{a} 与 {b}。", "The registration dates differ: {a} and {b}."),
        "undetermined": B(
            "注册登记日期少于两处，无法比对。", "The registration date stands in fewer than two places."
        ),
    },
)

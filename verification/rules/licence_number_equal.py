"""BT3: the declaration names the licence of the bundle."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec
from verification.codes import is_licence_number
from verification.comparing.codes import compare_licence_numbers
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import unread_fields


def check_licence_number_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """许可证号 of declaration and letter = 出口许可证号."""
    papers = (*car.export_licences, *car.declarations, *car.letters)
    seen = [p.sighting("licence_number") for p in papers]
    unless = unread_fields(car.export_licences, "licence_number")
    return compare_all(seen, context, compare_licence_numbers, unless, is_licence_number)


RULE = RuleSpec(
    name="licence_number_equal",
    title=B("许可证号一致", "the licence number is the same"),
    basis=B("审单规则BT3", "clerk's rule BT3"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_licence_number_equal,
    texts={
        "agrees": B(
            "各单证的许可证号均为 {value}。",
            "All papers give the licence number {value}.",
        ),
        "disagrees": B(
            "许可证号不一致：{a} 与 {b}。",
            "The licence numbers differ: {a} and {b}.",
        ),
    },
)

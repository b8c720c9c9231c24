"""BT3: the declaration names the licence of the bundle."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec
from verification.codes import clean_code, is_licence_number
from verification.comparison import compare_all, is_code_slip
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import Sighting


def is_same_number(a: Sighting, b: Sighting) -> bool:
    """Equal without hyphens, or one printed with more around it (几份许可证在一栏)."""
    x, y = clean_code(a.text, "-—–"), clean_code(b.text, "-—–")
    return x in y or y in x


def check_licence_number_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """许可证号 of declaration and letter = 出口许可证号."""
    papers = (*car.export_licences, *car.declarations, *car.letters)
    return compare_all(
        [p.sighting("licence_number") for p in papers],
        context,
        is_same_number,
        is_code_slip,
        is_licence_number,
    )


RULE = RuleSpec(
    name="licence_number_equal",
    title=B("许可证号一致", "the licence number is the same"),
    basis=B("审单规则BT3", "clerk's rule BT3"),
    question=Question.HISTORY_CREDIBLE,
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

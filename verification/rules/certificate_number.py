"""ID8: the certificate's number equals its barcode."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec
from verification.comparing.codes import compare_codes
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_certificate_number(car: Dossier, context: Context) -> Iterable[Claim]:
    """Printed 编号 against the barcode beside it; a certificate in two files has one number."""
    seen = [p.sighting(n) for n in ("barcode_number", "certificate_number") for p in car.certificates]
    return compare_all(seen, context, compare_codes, NOTHING)


RULE = RuleSpec(
    name="certificate_number",
    title=B("登记证书编号与条码一致", "the certificate's number equals its barcode"),
    basis=B("审单规则ID8、ID10", "clerk's rules ID8, ID10"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_certificate_number,
    texts={
        "agrees": B(
            "登记证书编号一致：{value}。",
            "The certificate's number is the same everywhere: {value}.",
        ),
        "disagrees": B(
            "登记证书编号不一致：{a} 与 {b}。",
            "The certificate's numbers differ: {a} and {b}.",
        ),
    },
)

"""BT3: licence, declaration and form name the same contract."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from domain.values import Text
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec
from verification.comparing.codes import compare_contracts
from verification.comparison import compare_all
from verification.context import Context
from verification.dossier import Dossier
from verification.sighting import of_form
from verification.unread import unread_fields


def check_contract_equal(car: Dossier, context: Context) -> Iterable[Claim]:
    """合同号 of the licence = 合同协议号 of the declaration = the form's."""
    papers = (*car.export_licences, *car.declarations, *car.letters)
    seen = [p.sighting("contract_no") for p in papers]
    if context.form.contract_number:
        seen.append(of_form("contract_number", Text(context.form.contract_number)))
    return compare_all(seen, context, compare_contracts, unread_fields(car.export_licences, "contract_no"))


RULE = RuleSpec(
    name="contract_equal",
    title=B("合同号一致", "the contract number is the same"),
    basis=B("审单规则BT3", "clerk's rule BT3"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_contract_equal,
    texts={
        "agrees": B(
            "各单证的合同号均为 {value}。",
            "All papers give the contract number {value}.",
        ),
        "disagrees": B(
            "合同号不一致：{a} 与 {b}。",
            "The contract numbers differ: {a} and {b}.",
        ),
    },
)

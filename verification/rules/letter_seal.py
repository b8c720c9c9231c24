"""The letter bears the manufacturer's seal."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.comparing.names import is_seller_of_cars
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING

_WRONG_SEALS = ("合同专用", "业务专用", "发票专用", "财务专用", "部门")


def check_letter_seal(car: Dossier, context: Context) -> Iterable[Claim]:
    """生产企业公章 is on the letter, and its text is no sales company's or special-purpose seal."""
    if not car.letters:
        return []
    texts = [s for p in car.letters if (s := p.sighting("seal_text")).value is not None]
    wrong = [s for s in texts if any(w in s.text for w in _WRONG_SEALS) or is_seller_of_cars(s.text)]
    if wrong:
        return [
            disagrees(*wrong, firm=False, unless=NOTHING, text="wrong", action=Actor.CLERK, a=wrong[0].text)
        ]
    seals = [s for p in car.letters if (s := p.sighting("has_seal")).flag is not None]
    if any(s.flag for s in seals) or texts:
        return [agrees(*seals, *texts)]
    if seals:
        return [disagrees(*seals, firm=False, unless=NOTHING, action=Actor.CLERK)]
    return [undetermined(action=Actor.CLERK)]


RULE = RuleSpec(
    name="letter_seal",
    title=B("确认书盖有生产企业公章", "the letter is sealed by the manufacturer"),
    basis=B(
        "商贸函〔2025〕648号第一条：生产企业公章", "Notice 648 (2025), item 1: the maker's official seal"
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_seal,
    texts={
        "agrees": B("确认书上有印章。", "There is a seal on the letter."),
        "disagrees": B("确认书上没有看到印章。", "No seal is seen on the letter."),
        "wrong": B(
            "确认书的印章为“{a}”，不是生产企业公章。", "The seal says “{a}”: not the maker's official seal."
        ),
        "undetermined": B(
            "没有判断出确认书上是否有印章。", "It could not be told whether the letter bears a seal."
        ),
    },
)

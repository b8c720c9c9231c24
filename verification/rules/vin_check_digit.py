"""ID1: position 9 of the VIN is its check digit."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.codes import vin_check_digit, vin_requires_check_digit
from verification.context import Context
from verification.decoding import vin as vins
from verification.dossier import Dossier
from verification.unread import unread_master


def check_vin_check_digit(car: Dossier, context: Context) -> Iterable[Claim]:
    """Mandatory for cars made in China (L and H): a failure is a misreading or a forgery. A note for other makers."""
    text = car.vin.text
    if not text:
        return []
    seen = [s for s in car.sightings("vin") if vins.compact(s.text) == text]
    expected = vin_check_digit(text)
    if text[8] == expected:
        return [agrees(*seen[:1], vin=text)]
    papers = {s.document_id for s in seen if context.is_sure_of_vin(s)}
    exact = any(s.is_exact and context.is_sure_of_vin(s) for s in seen)
    # one engine may misread the same print in the same way, but hardly on two papers with other fonts
    firm = exact or len(papers) > 1
    mild = None if vin_requires_check_digit(text) else Severity.NOTE
    return [
        disagrees(
            *seen, firm=firm, unless=unread_master(car, "vin"), severity=mild, vin=text, a=text[8], b=expected
        )
    ]


RULE = RuleSpec(
    name="vin_check_digit",
    title=B("车辆识别代号的校验位", "check digit of the VIN"),
    basis=B("GB 16735-2019 第9位校验位", "GB 16735-2019, check digit in position 9"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_vin_check_digit,
    texts={
        "agrees": B("{vin} 的校验位正确。", "The check digit of {vin} is right."),
        "disagrees": B(
            "{vin} 的第9位是{a}，按校验算法应为{b}：误读或伪造。",
            "Position 9 of {vin} is {a}, the check says {b}: misread or forged.",
        ),
    },
)

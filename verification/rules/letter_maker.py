"""PA5: the letter was issued by the vehicle's manufacturer."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, undetermined
from verification.comparison import is_name_slip, is_settled
from verification.context import Context
from verification.dossier import Dossier
from verification.names import is_refitter, is_same_name, is_seller_of_cars, may_be_slip
from verification.sighting import Sighting


def check_letter_maker(car: Dossier, context: Context) -> Iterable[Claim]:
    """The issuer's name equals 制造厂名称 (item 15) of the certificate; no sales, trading or refitting company.

    With several letters one by the right maker is enough.
    """
    if not car.letters:
        return []
    maker = car.first("maker")
    claims = [_judge(issuer, maker, context) for issuer in _issuers(car)]
    if not claims:
        return [undetermined(*([maker] if maker else []), action=Actor.CLERK)]
    good = [c for c in claims if c.text == "agrees"]
    return good[:1] or claims[:1]


def _issuers(car: Dossier) -> list[Sighting]:
    found = []
    for paper in car.letters:
        named = [s for name in ("maker", "seal_text") if (s := paper.sighting(name)).value is not None]
        found += named[:1]
    return found


def _judge(issuer: Sighting, maker: Sighting | None, context: Context) -> Claim:
    name, certain = issuer.text, context.is_firm(issuer.certainty)
    if maker is None:
        if is_seller_of_cars(name) or is_refitter(name):
            return disagrees(issuer, firm=certain, text="seller", a=name)
        return undetermined(issuer, action=Actor.CLERK)
    if is_same_name(name, maker.text):
        return agrees(issuer, maker, a=name)
    firm = certain and context.is_firm(maker.certainty)
    if is_seller_of_cars(name) or is_refitter(name):
        return disagrees(issuer, maker, firm=firm, text="seller", a=name)
    if is_settled(issuer, maker, context, is_name_slip):
        return agrees(issuer, maker, a=maker.text)
    exact = issuer.is_exact and maker.is_exact
    firm = firm and (exact or not may_be_slip(name, maker.text))
    return disagrees(issuer, maker, firm=firm, a=name, b=maker.text)


RULE = RuleSpec(
    name="letter_maker",
    title=B("确认书由车辆生产企业出具", "the letter is the manufacturer's"),
    basis=B(
        "工作指引（2025-12-11）：由公告内同名生产企业出具，销售公司、改装企业不得出具",
        "Guidance of 2025-12-11: issued by the maker of that name; not by a sales company or a refitter",
    ),
    question=Question.LETTER_VALID,
    check=check_letter_maker,
    texts={
        "agrees": B("确认书由制造厂{a}出具。", "The letter is issued by the maker, {a}."),
        "seller": B(
            "确认书由“{a}”出具：销售、贸易或改装企业不得出具。",
            "The letter is issued by “{a}”: a sales, trading or refitting company may not issue it.",
        ),
        "disagrees": B(
            "确认书由“{a}”出具，登记证书的制造厂为“{b}”。",
            "The letter is issued by “{a}”, the certificate names “{b}” as maker.",
        ),
        "undetermined": B(
            "确认书出具单位或登记证书的制造厂没有读出，无法比对。",
            "The letter's issuer or the certificate's maker could not be read.",
        ),
    },
)

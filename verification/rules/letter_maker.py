"""PA5: the letter was issued by the vehicle's manufacturer."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.comparing.likeness import Likeness
from verification.comparing.names import (
    compare_names,
    is_refitter,
    is_same_name,
    is_seller_of_cars,
    may_be_slip,
)
from verification.comparison import are_firm, is_settled
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting
from verification.unread import NOTHING, Unread, unread_fields


def check_letter_maker(car: Dossier, context: Context) -> Iterable[Claim]:
    """The issuer's name equals 制造厂名称 (item 15) of the certificate; no sales, trading or refitting company.

    With several letters one by the right maker is enough. A letter that names the maker and bears a sales company's
    name as well is for the clerk: who issued it cannot be told.
    """
    if not car.letters:
        return []
    maker = car.first("maker")
    claims = [
        _beside_sellers(_judge(issuer, paper, car, context), issuer, _sellers(paper, car))
        for paper in car.letters
        for issuer in _issuers(paper)
    ]
    if not claims:
        return [undetermined(*([maker] if maker else []), action=Actor.CLERK)]
    good = [c for c in claims if c.text == "agrees"]
    return good[:1] or claims[:1]


def _issuers(paper: Paper) -> list[Sighting]:
    named = [s for name in ("maker", "seal_text") if (s := paper.sighting(name)).value is not None]
    return named[:1]


def _sellers(paper: Paper, car: Dossier) -> list[str]:
    """Sales or refitting companies that the letter bears, who are neither the exporter nor one of the outlets."""
    maker, seal = paper.sighting("maker"), paper.sighting("seal_text")
    seen = [str(c.value) for s in (maker, seal) for c in s.field.candidates if c.value is not None] + [
        seal.text
    ]
    exporters = _exporter_names(car)
    known = [s.text for s in exporters] + [str(c.value) for s in exporters for c in s.field.candidates]
    known += [outlet.text for outlet in paper.row_sightings("outlets", "name")]
    sellers = (name for name in seen if is_seller_of_cars(name) or is_refitter(name))
    return [name for name in sellers if not any(k and may_be_slip(name, k) for k in known)]


def _beside_sellers(claim: Claim, issuer: Sighting, sellers: list[str]) -> Claim:
    if claim.text != "agrees" or not sellers:
        return claim
    return undetermined(issuer, text="beside_seller", action=Actor.CLERK, a=issuer.text, b=sellers[0])


def _judge(issuer: Sighting, paper: Paper, car: Dossier, context: Context) -> Claim:
    name, maker = issuer.text, car.first("maker")
    unless = _unread_issuer(issuer, paper)
    if _is_exporter(name, car) and (maker is None or not is_same_name(name, maker.text)):
        return undetermined(issuer, text="exporter", action=Actor.CLERK, a=name)
    if maker is None or is_same_name(name, maker.text):
        return _judge_alone(issuer, maker, unless, context)
    firm = are_firm(context, issuer, maker)
    if is_seller_of_cars(name) or is_refitter(name):
        return disagrees(issuer, maker, firm=firm, unless=unless, text="seller", a=name)
    likeness = compare_names(issuer, maker)
    if likeness is Likeness.SAME or is_settled(issuer, maker, context, likeness):
        return agrees(issuer, maker, a=maker.text)
    firm = firm and ((issuer.is_exact and maker.is_exact) or not may_be_slip(name, maker.text))
    is_slip = likeness is Likeness.SLIP
    return disagrees(issuer, maker, firm=firm, unless=unless, is_slip=is_slip, a=name, b=maker.text)


def _judge_alone(
    issuer: Sighting, maker: Sighting | None, unless: tuple[Unread, ...], context: Context
) -> Claim:
    """An issuer that equals the maker, or that has no maker to be compared with."""
    name = issuer.text
    if maker is not None:
        return agrees(issuer, maker, a=name)
    if is_seller_of_cars(name) or is_refitter(name):
        return disagrees(issuer, firm=are_firm(context, issuer), unless=unless, text="seller", a=name)
    return undetermined(issuer, action=Actor.CLERK)


def _unread_issuer(issuer: Sighting, paper: Paper) -> tuple[Unread, ...]:
    """The issuer itself, when only a seal was read: it may be the exporter's or an agent's beside the maker's."""
    return unread_fields([paper], "maker") if issuer.field.name == "seal_text" else NOTHING


def _is_exporter(name: str, car: Dossier) -> bool:
    """Whether a name is the exporter's, to whom the letter is written: the issuer was then taken from a wrong place."""
    return any(is_same_name(name, known.text) for known in _exporter_names(car))


def _exporter_names(car: Dossier) -> list[Sighting]:
    seen = [p.sighting(name) for p in car.papers for name in ("exporter", "consignor")]
    return [s for s in seen if s.value is not None]


RULE = RuleSpec(
    name="letter_maker",
    title=B("确认书由车辆生产企业出具", "the letter is the manufacturer's"),
    basis=B(
        "工作指引（2025-12-11）：由公告内同名生产企业出具，销售公司、改装企业不得出具",
        "Guidance of 2025-12-11: issued by the maker of that name; not by a sales company or a refitter",
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_maker,
    texts={
        "agrees": B("确认书由制造厂{a}出具。", "The letter is issued by the maker, {a}."),
        "seller": B(
            "确认书由“{a}”出具：销售、贸易或改装企业不得出具。",
            "The letter is issued by “{a}”: a sales, trading or refitting company may not issue it.",
        ),
        "beside_seller": B(
            "确认书写有制造厂“{a}”，但同时有销售、贸易或改装企业“{b}”的名称，出具单位须人工确认。",
            "The letter names the maker, “{a}”, and bears “{b}” too, a sales, trading or refitting company: see who "
            "issued it.",
        ),
        "exporter": B(
            "确认书上读出的出具单位是出口企业“{a}”自己，出具单位须人工确认。",
            "The issuer that was read on the letter is the exporter itself, “{a}”: see who issued it.",
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

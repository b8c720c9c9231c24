"""The confirmation letter names this car by its VIN."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.decoding import vin as vins
from verification.dossier import Dossier
from verification.unread import unread_master, unread_pages


def check_letter_names_car(car: Dossier, context: Context) -> Iterable[Claim]:
    """The VIN stands in the letter's list of vehicles."""
    letters = context.documents(DocumentKind.CONFIRMATION_LETTER)
    if not letters:
        return []
    rows = [s for p in car.letters for s in p.row_sightings("vehicles", "vin")]
    same = [s for s in rows if vins.compact(s.text) == car.vin.text or s.key in car.relations]
    if same:
        return [agrees(*same, vin=car.vin.text)]
    if context.is_needed(context.policy.letter, car) is False:
        return []
    if car.letters:
        return [undetermined(*rows, action=Actor.CLERK, vin=car.vin.text or "?")]
    listed = tuple(s for s in car.sightings("vin")[:1])
    return [
        disagrees(
            *listed,
            firm=False,
            unless=(*unread_master(car, "vin"), *unread_pages(context)),
            action=Actor.EXPORTER,
            vin=car.vin.text or "?",
        )
    ]


RULE = RuleSpec(
    name="letter_names_car",
    title=B("确认书列有本车", "the letter names this car"),
    basis=B(
        "工作指引（2025-12-11）：确认书应列明全部车辆的车架号",
        "Guidance of 2025-12-11: the letter lists every VIN",
    ),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_names_car,
    texts={
        "agrees": B("确认书列有 {vin}。", "The letter lists {vin}."),
        "disagrees": B("材料中的确认书没有列入 {vin}。", "The letter among the papers does not list {vin}."),
        "undetermined": B(
            "确认书的车辆清单没有全部读出，无法确认是否列有 {vin}。",
            "The letter's list was not read completely: it cannot be told whether {vin} is on it.",
        ),
    },
    advice={
        "disagrees": B("请补交列有本车的确认书。", "Hand in a letter that lists this car."),
    },
)

"""DT1: the manufacturer's confirmation letter is there when it is needed."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, undetermined
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import unread_pages


def check_letter_present(car: Dossier, context: Context) -> Iterable[Claim]:
    """Within 180 days the letter must be in the bundle; one that names other cars only is left to ``letter_names_car``."""
    needed = context.is_needed(context.policy.letter, car)
    letters = context.documents(DocumentKind.CONFIRMATION_LETTER)
    if letters:
        return [agrees(*(p.sighting("issue_date") for p in car.letters))] if car.letters else []
    if needed is False:
        return [agrees(text="not_needed")]
    evidence = context.days(car).evidence
    if needed is None:
        return [undetermined(*evidence, action=Actor.EXPORTER)]
    days = context.days(car).days
    return [
        disagrees(
            *evidence,
            firm=False,
            unless=unread_pages(context),
            text="missing",
            action=Actor.EXPORTER,
            days="?" if days is None else str(days),
        )
    ]


RULE = RuleSpec(
    name="letter_present",
    title=B("有售后维修服务确认书", "the confirmation letter is there"),
    basis=B("商贸函〔2025〕648号第一条", "Notice 648 (2025), item 1"),
    question=Question.LETTER_VALID,
    outcomes=EVERY_OUTCOME,
    check=check_letter_present,
    texts={
        "agrees": B("材料中有售后维修服务确认书。", "The confirmation letter is among the papers."),
        "not_needed": B("不需要售后维修服务确认书。", "No confirmation letter is needed."),
        "missing": B(
            "注册登记后{days}天申请出口，材料中没有生产企业的售后维修服务确认书。",
            "Applied for {days} days after registration, and there is no confirmation letter of the manufacturer.",
        ),
        "undetermined": B(
            "没有售后维修服务确认书；是否需要，取决于申请日期。",
            "There is no confirmation letter; whether it is needed depends on the application date.",
        ),
    },
    advice={
        "missing": B("请补交由车辆生产企业出具并盖章的《售后维修服务确认书》。",
                     "Hand in the confirmation letter issued and sealed by the vehicle's manufacturer."),
        "undetermined": B("请填写申请日期，或补交确认书。", "State the application date, or hand in the letter."),
    },
)  # fmt: skip

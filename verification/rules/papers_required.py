"""The papers without which a car is not clear."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.field import DocumentKind
from domain.values import Bilingual as B
from domain.vocabulary import spec_of
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import unread_pages


def check_papers_required(car: Dossier, context: Context) -> Iterable[Claim]:
    """Each kind that the policy lists is in the car's dossier."""
    kinds = [DocumentKind(name) for name in context.policy.required_papers]
    missing = [kind for kind in kinds if not car.of_kind(kind)]
    known = car.sightings("vin")[:1]
    if not missing:
        return [agrees(*known)]
    return [
        disagrees(
            *known,
            firm=False,
            unless=unread_pages(context),
            action=Actor.EXPORTER,
            paper=B(spec_of(kind).zh, spec_of(kind).en),
        )
        for kind in missing
    ]


RULE = RuleSpec(
    name="papers_required",
    title=B("必需的单证齐全", "the required papers are there"),
    basis=B("商务部等五部门公告2024年第6号", "Announcement No. 6 of 2024 of five ministries"),
    outcomes=EVERY_OUTCOME,
    check=check_papers_required,
    texts={
        "agrees": B("必需的单证齐全。", "The required papers are there."),
        "disagrees": B("该车缺少{paper}。", "This car's {paper} is missing."),
    },
    advice={"disagrees": B("请补交所缺单证。", "Hand in the missing paper.")},
)

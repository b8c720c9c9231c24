"""BT10: a draft print is no proof of a declaration."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Actor
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_declaration_draft(car: Dossier, context: Context) -> Iterable[Claim]:
    """仅供核对用 or a pre-entry print without 海关编号."""
    for paper in car.declarations:
        draft = paper.sighting("is_draft")
        if draft.flag:
            yield disagrees(draft, firm=False, unless=NOTHING, action=Actor.EXPORTER)


RULE = RuleSpec(
    name="declaration_draft",
    title=B("报关单不是草稿", "the declaration is no draft"),
    basis=B("审单规则BT10", "clerk's rule BT10"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES,),
    check=check_declaration_draft,
    texts={
        "disagrees": B(
            "报关单为“仅供核对用”的草稿，不能证明已申报。",
            "The declaration is a draft print, no proof that anything was declared.",
        ),
    },
)

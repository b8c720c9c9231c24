"""Transfers on the certificate follow one another and the registration."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.unread import NOTHING


def check_transfer_order(car: Dossier, context: Context) -> Iterable[Claim]:
    """Rows II to VII of page 1 and the entries of pages 3 and 4 are in the order of their dates."""
    claims, shown = [], []
    for paper in car.certificates:
        rows = [s for s in paper.row_sightings("transfers", "transfer_date") if s.date is not None]
        shown += rows
        claims += [
            disagrees(a, b, firm=False, unless=NOTHING, a=a.text, b=b.text)
            for a, b in pairwise(rows)
            if a.date is not None and b.date is not None and a.date.compare(b.date) > 0
        ]
    return worst_first(claims, agrees(*shown) if len(shown) > 1 else None)


RULE = RuleSpec(
    name="transfer_order",
    title=B("转让登记的先后", "order of transfers"),
    basis=B("机动车登记证书 转让登记摘要信息栏", "transfer rows of the certificate"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_transfer_order,
    texts={
        "agrees": B("各次转让登记依次进行。", "The transfers follow one another."),
        "disagrees": B(
            "转让登记的先后颠倒：{a} 在 {b} 之前。", "The transfers are out of order: {a} stands before {b}."
        ),
    },
)

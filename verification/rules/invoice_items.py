"""IV6: a service invoice is for what workshops sell."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.service_items import ItemClass, class_of_row
from verification.service_papers import own_invoices
from verification.sighting import Sighting
from verification.unread import NOTHING


def check_invoice_items(car: Dossier, context: Context) -> Iterable[Claim]:
    """信息技术服务, 咨询, 餐饮 and the like on a "repair" invoice."""
    rows = [(p.document, row) for p in own_invoices(car) for row in p.document.table("lines")]
    named = [
        (Sighting(d, row, row.get("name")), class_of_row(row)) for d, row in rows if row.get("name").value
    ]
    claims = [
        disagrees(s, firm=False, unless=NOTHING, a=s.text) for s, found in named if found is ItemClass.FOREIGN
    ]
    return worst_first(claims, agrees(*(s for s, _ in named[:3])) if named else None)


RULE = RuleSpec(
    name="invoice_items",
    title=B("发票项目属于汽车维修", "the invoice is for car service"),
    basis=B("审单规则IV6、3.6", "clerk's rule IV6, notes 3.6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_invoice_items,
    texts={
        "agrees": B("发票项目属于汽车维修。", "The invoice is for car service."),
        "disagrees": B("发票项目“{a}”不是汽车维修。", "The invoice item “{a}” is no car service."),
    },
)

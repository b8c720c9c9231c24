"""Red-letter invoices: what they take back is no proof of service."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Severity
from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.red_letter import Voided, is_red_letter, is_voided
from verification.service_papers import own_bills, own_invoices, standing
from verification.unread import NOTHING


def check_invoice_voided(car: Dossier, context: Context) -> Iterable[Claim]:
    """A 红字 invoice among the papers, or an invoice that one takes back; a note while other service papers stand."""
    red = [p for p in car.invoices if is_red_letter(p.document)]
    void = [p for p in own_invoices(car) if is_voided(p, context) is not Voided.NO]
    if not red and not void:
        return []
    stands = any(standing(car, p, context) is Voided.NO for p in (*own_bills(car), *own_invoices(car)))
    shown = [
        next(
            (s for n in ("invoice_number", "amount_total") if (s := p.sighting(n)).value is not None),
            p.sighting("invoice_number"),
        )
        for p in (*red, *void)
    ]
    severity = Severity.NOTE if stands else None
    return [disagrees(*shown, firm=False, unless=NOTHING, severity=severity, a=shown[0].text or "?")]


RULE = RuleSpec(
    name="invoice_voided",
    title=B("维修发票未被红字冲销", "service invoices were not taken back"),
    basis=B(
        "审单规则IV3；红字发票冲销原发票",
        "clerk's rule IV3: a red-letter invoice takes the original back",
    ),
    question=Question.MAINTENANCE_SHOWN,
    outcomes=(Outcome.DISAGREES,),
    check=check_invoice_voided,
    texts={
        "disagrees": B(
            "材料中有红字（负数）发票或被其冲销的发票（{a}），不能证明做过维修保养。",
            "There is a red-letter (negative) invoice, or one that it takes back ({a}): it proves no service.",
        ),
    },
)

"""IV8, ML12: invoices in a row and odometer series that repeat under several cars."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, disagrees
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import service_readings
from verification.service_papers import own_bills, own_invoices
from verification.unread import NOTHING


def check_invoice_series(car: Dossier, context: Context) -> Iterable[Claim]:
    """Two or more exact mileages that another car shows too, or numbers in a row without any bill."""
    others = [d for d in context.assembly.dossiers if d is not car]
    mine = service_readings(car)
    known = {r.kilometres for r in mine}
    for other in others:
        theirs = service_readings(other)
        same = {r.kilometres for r in theirs} & known
        if len(same) > 1:
            shown = [r.km for r in mine + theirs if r.kilometres in same]
            yield disagrees(*shown, firm=False, unless=NOTHING, text="series", b=other.vin.text or "?")
    if own_bills(car):
        return
    numbers = [
        (s.text, s) for p in own_invoices(car) if (s := p.sighting("invoice_number")).value is not None
    ]
    for other in others if numbers else []:
        for paper in own_invoices(other):
            number = paper.sighting("invoice_number")
            near = [s for text, s in numbers if _are_consecutive(text, number.text)]
            if near:
                yield disagrees(
                    near[0], number, firm=False, unless=NOTHING, a=near[0].text, b=other.vin.text or "?"
                )


def _are_consecutive(a: str, b: str) -> bool:
    return a.isdigit() and b.isdigit() and len(a) == len(b) and abs(int(a) - int(b)) == 1


RULE = RuleSpec(
    name="invoice_series",
    title=B("各车单据不成套雷同", "the cars' papers are no template"),
    basis=B("审单规则IV8、ML12", "clerk's rules IV8, ML12"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.DISAGREES,),
    check=check_invoice_series,
    texts={
        "series": B(
            "有两次以上里程与另一辆车 {b} 完全相同。",
            "Two or more mileages are exactly those of another car, {b}.",
        ),
        "disagrees": B(
            "发票 {a} 与另一辆车 {b} 的发票号码相连，且没有结算清单。",
            "The invoice {a} is next in number to that of another car, {b}, and there is no bill.",
        ),
    },
)

"""IV5: the invoice's total is that of the bills it pays."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.decoding.amount import bill_total
from verification.dossier import Dossier, Paper
from verification.service_papers import paid_bills
from verification.sums import total_of
from verification.unread import unread_fields, unread_print

_TOLERANCE = Decimal("1.00")
"""yuan; cashiers drop the fen"""
_MOST_BILLS = 8
"""of one invoice, when looking for the bills that make its total"""


def check_bill_invoice_total(car: Dossier, context: Context) -> Iterable[Claim]:
    """价税合计 = 合计 of one bill or of several together, before or after the discount."""
    claims, shown = [], []
    for invoice, bills in paid_bills(car):
        total = invoice.sighting("amount_total")
        printed = [s for b in bills[:_MOST_BILLS] if (s := b.sighting("amount_total")).money is not None]
        if total.money is None or not printed:
            continue
        shown += [total, *printed]
        if all(abs(total.money.amount - s) > _TOLERANCE for s in _sums(car, bills[:_MOST_BILLS], context)):
            best = f"{total_of(printed):.2f}"
            unless = (
                *unread_fields(bills, "amount_total"),
                *unread_print(*(b.sighting("discount") for b in bills)),
            )
            claims.append(
                disagrees(*printed, total, firm=False, unless=unless, a=best, b=f"{total.money.amount:.2f}")
            )
    return worst_first(claims, agrees(*shown) if shown else None)


def _sums(car: Dossier, bills: list[Paper], context: Context) -> set[Decimal]:
    """What the bills can make: each alone or several together, before or after discounts, and their capital amounts."""
    totals = [t for b in bills if (t := bill_total(car, b, context.policy.certainty.firm)) is not None]
    discounts = [abs(m.amount) for b in bills if (m := b.sighting("discount").money) is not None]
    sums = {
        sum(chosen, Decimal(0)) - off
        for n in range(1, len(totals) + 1)
        for chosen in combinations(totals, n)
        for off in (Decimal(0), sum(discounts, Decimal(0)))
    }
    return sums | {m.amount for b in bills if (m := b.sighting("amount_total_capital").money) is not None}


RULE = RuleSpec(
    name="bill_invoice_total",
    title=B("发票金额与结算清单一致", "the invoice's total is the bill's"),
    basis=B("审单规则IV5", "clerk's rule IV5"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_bill_invoice_total,
    texts={
        "agrees": B("发票金额与结算清单一致。", "The invoice's total is the bill's."),
        "disagrees": B("结算清单合计 {a}，发票价税合计 {b}。", "The bill makes {a}, the invoice {b}."),
    },
)

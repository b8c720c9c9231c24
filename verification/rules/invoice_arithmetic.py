"""IV4: the invoice's sums are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from domain.finding import Outcome, Question
from domain.values import Bilingual as B
from verification.claim import Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.service_papers import own_invoices
from verification.sums import amounts_of, is_near, total_of
from verification.unread import NOTHING


def check_invoice_arithmetic(car: Dossier, context: Context) -> Iterable[Claim]:
    """合计金额 + 合计税额 = 价税合计; the lines add up to 合计金额 and 合计税额. A few fen off is rounding."""
    tolerance = Decimal(context.policy.limits.money)
    claims, shown = [], []
    for paper in own_invoices(car):
        claims += list(_judge(paper, tolerance))
        shown += [
            s
            for n in ("amount_excl_tax", "tax", "amount_total")
            if (s := paper.sighting(n)).value is not None
        ]
    return worst_first(claims, agrees(*shown) if len(shown) > 1 else None)


def _judge(paper: Paper, tolerance: Decimal) -> Iterator[Claim]:
    net, tax, gross = (paper.sighting(n) for n in ("amount_excl_tax", "tax", "amount_total"))
    if net.money and gross.money:
        expected = net.money.amount + (tax.money.amount if tax.money else Decimal(0))
        off = not is_near(expected, gross.money.amount, tolerance)
        if off and tax.money:
            yield disagrees(
                net,
                tax,
                gross,
                firm=False,
                unless=NOTHING,
                a=f"{expected:.2f}",
                b=f"{gross.money.amount:.2f}",
            )
    for name, printed in (("amount", net), ("tax", tax)):
        lines = amounts_of(paper, name)
        if printed.money is None or not lines or len(lines) < len(paper.document.table("lines")):
            continue  # a line whose amount was not read says nothing about the sum
        total = total_of(lines)
        if not is_near(total, printed.money.amount, tolerance):
            yield disagrees(
                *lines[:3],
                printed,
                firm=False,
                unless=NOTHING,
                text="lines",
                a=f"{total:.2f}",
                b=f"{printed.money.amount:.2f}",
            )


RULE = RuleSpec(
    name="invoice_arithmetic",
    title=B("发票金额勾稽", "the invoice's sums are right"),
    basis=B("审单规则IV4", "clerk's rule IV4"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=(Outcome.AGREES, Outcome.DISAGREES),
    check=check_invoice_arithmetic,
    texts={
        "agrees": B("发票金额勾稽相符。", "The invoice's sums are right."),
        "disagrees": B("金额加税额为 {a}，价税合计为 {b}。", "Amount and tax make {a}, the total says {b}."),
        "lines": B("发票明细合计为 {a}，合计栏为 {b}。", "The lines add up to {a}, the sum says {b}."),
    },
)

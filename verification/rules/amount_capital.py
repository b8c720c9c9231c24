"""The amount in capital numerals equals the amount in figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from domain.field import DocumentKind
from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.service_papers import own_bills, own_invoices
from verification.unread import NOTHING, unread_print

_ROUNDING = Decimal("0.005")


def check_amount_capital(car: Dossier, context: Context) -> Iterable[Claim]:
    """价税合计（大写） against （小写）, on invoices and bills; a bill may print what was paid after a discount."""
    claims, shown = [], []
    for paper in (*own_invoices(car), *own_bills(car)):
        figures, capital = paper.sighting("amount_total"), paper.sighting("amount_total_capital")
        if figures.money is None or capital.money is None:
            continue
        shown += [figures, capital]
        discount = paper.document.get("discount").value
        expected = {figures.money.amount}
        if discount is not None and (money := paper.sighting("discount").money) is not None:
            expected |= {figures.money.amount - abs(money.amount)}
        if all(abs(capital.money.amount - e) > _ROUNDING for e in expected):
            firm = context.is_firm(figures.certainty) and context.is_firm(capital.certainty)
            claims.append(
                disagrees(
                    figures,
                    capital,
                    firm=firm,
                    unless=unread_print(paper.sighting("discount"))
                    if paper.kind is DocumentKind.REPAIR_BILL
                    else NOTHING,
                    a=f"{figures.money.amount:.2f}",
                    b=f"{capital.money.amount:.2f}",
                )
            )
    return worst_first(claims, agrees(*shown) if shown else None)


RULE = RuleSpec(
    name="amount_capital",
    title=B("大写金额与小写金额一致", "capital numerals equal the figures"),
    basis=B("审单规则IV4、3.7", "clerk's rules IV4, 3.7"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_amount_capital,
    texts={
        "agrees": B("大写金额与小写金额一致。", "The capital numerals equal the figures."),
        "disagrees": B("小写金额 {a}，大写金额 {b}。", "The figures say {a}, the capital numerals {b}."),
    },
)

"""The bill's sums are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.decoding.amount import is_read_in_part
from verification.dossier import Dossier, Paper
from verification.service_papers import own_bills
from verification.sums import amounts_of, is_near, total_of
from verification.unread import unread_print


def check_bill_arithmetic(car: Dossier, context: Context) -> Iterable[Claim]:
    """材料费 + 工时费 = 合计, and the lines add up; other fees and a discount have room."""
    tolerance = Decimal(context.policy.limits.money)
    claims, shown = [], []
    for bill in own_bills(car):
        if not is_read_in_part(car, bill, context.policy.certainty.firm):
            claims += list(_judge(bill, tolerance))
        total = bill.sighting("amount_total")
        shown += [total] if total.value is not None else []
    return worst_first(claims, agrees(*shown) if shown else None)


def _judge(bill: Paper, tolerance: Decimal) -> Iterator[Claim]:
    """The parts may not exceed the total unless a discount explains it; lines are compared where the totals are not."""
    total, discount = bill.sighting("amount_total"), bill.sighting("discount")
    capital = bill.sighting("amount_total_capital")
    if total.money is None or (capital.money and discount.money is None and capital.money == total.money):
        return  # said twice: what the parts make beyond it is a discount that is not printed as one
    unless = unread_print(discount)
    off = abs(discount.money.amount) if discount.money else Decimal(0)
    fees = [s for n in ("parts_total", "labour_total") if (s := bill.sighting(n)).money is not None]
    if len(fees) == 2:
        parts = total_of(fees)
        if parts - off > total.money.amount + tolerance:
            yield disagrees(
                *fees, total, firm=False, unless=unless, a=f"{parts:.2f}", b=f"{total.money.amount:.2f}"
            )
    lines = amounts_of(bill, "amount")
    if lines:
        parts = total_of(lines)
        fits = is_near(parts, total.money.amount, tolerance) or is_near(
            parts - off, total.money.amount, tolerance
        )
        if not fits and parts - off > total.money.amount + tolerance:
            yield disagrees(
                *lines[:3],
                total,
                firm=False,
                unless=unless,
                text="lines",
                a=f"{parts:.2f}",
                b=f"{total.money.amount:.2f}",
            )


RULE = RuleSpec(
    name="bill_arithmetic",
    title=B("结算清单金额勾稽", "the bill's sums are right"),
    basis=B(
        "机动车维修管理规定（材料费、工时费分项）；审单规则IV4", "rules on vehicle repair; clerk's rule IV4"
    ),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_bill_arithmetic,
    texts={
        "agrees": B("结算清单金额勾稽相符。", "The bill's sums are right."),
        "disagrees": B(
            "材料费与工时费合计 {a}，高于总计 {b}。", "Parts and labour make {a}, more than the total {b}."
        ),
        "lines": B("明细合计 {a}，高于总计 {b}。", "The lines add up to {a}, more than the total {b}."),
    },
)

"""The odometer at delivery is not below the one at reception, and hardly above it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import possible_km
from verification.service_papers import own_bills, paid_bills
from verification.unread import NOTHING, unread_print

_TEST_DRIVE_KM = 50
"""出厂 minus 进厂, typically (domain notes 2.8)"""
_FAR_KM = 500


def check_mileage_in_out(car: Dossier, context: Context) -> Iterable[Claim]:
    """进厂里程 <= 出厂里程; and the invoice's remark repeats its bill's mileage."""
    claims, shown = [], []
    for bill in own_bills(car):
        came, went = bill.sighting("mileage"), bill.sighting("mileage_out")
        if came.km is None or went.km is None:
            continue
        shown += [came, went]
        if not _is_one_visit(came.km, went.km, context):
            pairs = product(possible_km(came), possible_km(went))
            claims.append(
                disagrees(
                    came,
                    went,
                    firm=False,
                    unless=NOTHING,
                    is_slip=any(_is_one_visit(a, b, context) for a, b in pairs),
                    a=f"{came.km:,}",
                    b=f"{went.km:,}",
                )
            )
    for invoice, bills in paid_bills(car):
        noted = invoice.sighting("mileage")
        read = [s for b in bills for n in ("mileage", "mileage_out") if (s := b.sighting(n)).km is not None]
        if noted.km is None or not read:
            continue
        shown += [noted, *read]
        if all(abs(noted.km - (s.km or 0)) > _TEST_DRIVE_KM for s in read):
            unless = unread_print(*(b.sighting(n) for b in bills for n in ("mileage", "mileage_out")))
            claims.append(
                disagrees(
                    read[0],
                    noted,
                    firm=False,
                    unless=unless,
                    is_slip=any(
                        abs(a - b) <= _TEST_DRIVE_KM
                        for s in read
                        for a, b in product(possible_km(noted), possible_km(s))
                    ),
                    text="invoice",
                    a=read[0].text,
                    b=noted.text,
                )
            )
    return worst_first(claims, agrees(*shown) if shown else None)


def _is_one_visit(came: int, went: int, context: Context) -> bool:
    """Whether two readings are of one visit: not below, and not far above."""
    return came - context.policy.mileage.tolerance_km <= went <= came + _FAR_KM


RULE = RuleSpec(
    name="mileage_in_out",
    title=B("同一次维修的里程一致", "the mileage within one service fits"),
    basis=B("审单规则2.8", "clerk's notes 2.8"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_mileage_in_out,
    texts={
        "agrees": B("同一次维修的里程一致。", "The mileage within one service fits."),
        "disagrees": B("进厂里程 {a} 公里，出厂里程 {b} 公里。", "{a} km at reception, {b} km at delivery."),
        "invoice": B("结算清单里程为 {a}，发票备注为 {b}。", "The bill says {a}, the invoice's remark {b}."),
    },
)

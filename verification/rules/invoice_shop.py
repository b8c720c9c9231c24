"""The invoice was issued by the workshop of the bill."""

from __future__ import annotations

from collections.abc import Iterable

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.context import Context
from verification.dossier import Dossier, Paper
from verification.ownership import is_same_party, may_be_same_party, party_of
from verification.service_papers import paid_bills, pays
from verification.unread import Unread, unread_fields


def check_invoice_shop(car: Dossier, context: Context) -> Iterable[Claim]:
    """承修方 of the bill = 销售方 of its invoice, by code or name."""
    claims, shown = [], []
    for invoice, bills in paid_bills(car):
        seller = party_of(invoice.sighting("seller_name"), invoice.sighting("seller_tax_id"))
        for bill in bills:
            shop = party_of(bill.sighting("shop_name"), bill.sighting("shop_tax_id"))
            if seller is None or shop is None:
                continue
            shown += [*shop.sightings, *seller.sightings]
            if is_same_party(shop, seller) is False and not may_be_same_party(shop, seller):
                unless = () if pays(invoice, bill) else _unread_numbers(invoice, bill)
                claims.append(
                    disagrees(
                        *shop.sightings,
                        *seller.sightings,
                        firm=False,
                        unless=unless,
                        a=shop.text,
                        b=seller.text,
                    )
                )
    return worst_first(claims, agrees(*shown) if shown else None)


def _unread_numbers(invoice: Paper, bill: Paper) -> tuple[Unread, ...]:
    """The numbers by which the two name each other; without them they may not belong together."""
    return unread_fields([invoice, bill], "bill_number", "invoice_number")


RULE = RuleSpec(
    name="invoice_shop",
    title=B("发票销售方是承修企业", "the invoice is the workshop's"),
    basis=B("审单规则2.8、IV6", "clerk's notes 2.8, rule IV6"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_invoice_shop,
    texts={
        "agrees": B("发票由承修企业开具。", "The invoice is the workshop's."),
        "disagrees": B(
            "承修方为“{a}”，发票销售方为“{b}”。", "The workshop is “{a}”, the invoice's seller “{b}”."
        ),
    },
)

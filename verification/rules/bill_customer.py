"""PA8, IV10: the customer of a service paper owned the car then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.finding import Question
from domain.values import Bilingual as B
from verification.claim import EVERY_OUTCOME, Claim, RuleSpec, agrees, disagrees, worst_first
from verification.comparing.names import is_same_name, may_be_slip
from verification.context import Context
from verification.dossier import Dossier
from verification.ownership import owners_of, unread_owners
from verification.sighting import Sighting


def check_bill_customer(car: Dossier, context: Context) -> Iterable[Claim]:
    """托修方 and 购买方 are among the owners. A driver or insurer may have paid, so it weighs little."""
    owners = [o.party.name for o in owners_of(car) if o.party.name is not None]
    customers = list(_customers(car))
    if not owners or not customers:
        return []
    strange = [c for c in customers if not any(is_same_name(c.text, o.text) for o in owners)]
    claims = [
        disagrees(c, owners[0], firm=False, unless=unread_owners(car), a=c.text, b=owners[0].text)
        for c in strange
        if not any(may_be_slip(c.text, o.text) for o in owners)
    ]
    return worst_first(claims, agrees(*customers, *owners[:1]))


def _customers(car: Dossier) -> Iterator[Sighting]:
    for papers, name in ((car.bills, "customer_name"), (car.invoices, "buyer_name")):
        for paper in papers:
            sighting = paper.sighting(name)
            if sighting.value is not None:
                yield sighting


RULE = RuleSpec(
    name="bill_customer",
    title=B("维修单据的托修方是当时的所有人", "the workshop's customer was the owner"),
    basis=B("审单规则PA8、IV10", "clerk's rules PA8, IV10"),
    question=Question.HISTORY_CREDIBLE,
    outcomes=EVERY_OUTCOME,
    check=check_bill_customer,
    texts={
        "agrees": B("托修方为机动车所有人。", "The workshop's customer is an owner of the car."),
        "disagrees": B(
            "托修方“{a}”不是登记的所有人“{b}”。", "The workshop's customer “{a}” is not the owner “{b}”."
        ),
    },
)

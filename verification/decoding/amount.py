"""Joint decoding of a bill's total: figures, capital numerals, sums of fees and lines, and the invoice that pays it.

A total of which only a part was read (``8`` of ``811.80``), or that lost its point, is no contradiction when two other
places make the same amount and one of them is not on the same list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from domain.identifiers.vin import CONFUSABLE
from verification.dossier import Dossier, Paper
from verification.service_papers import invoices_of
from verification.sums import amounts_of, is_near, total_of

_CENT = Decimal("0.01")


def bill_total(car: Dossier, bill: Paper, firm: float) -> Decimal | None:
    """The bill's total in yuan, as printed unless it was evidently read in part; None when it was not read."""
    printed = bill.sighting("amount_total")
    if printed.money is None:
        return None
    amount = printed.money.amount
    witnesses = list(_witnesses(car, bill))
    if printed.certainty >= firm or any(is_near(amount, other, _CENT) for _, other in witnesses):
        return amount
    votes = Counter(other for _, other in witnesses)
    for other, count in sorted(votes.items(), key=lambda v: (-v[1], v[0])):
        outside = any(kind in ("capital", "invoice") for kind, value in witnesses if value == other)
        if count > 1 and outside and is_part_of(amount, other):
            return other
    return amount


def is_read_in_part(car: Dossier, bill: Paper, firm: float) -> bool:
    """Whether the printed total was evidently read in part only."""
    printed = bill.sighting("amount_total").money
    return printed is not None and bill_total(car, bill, firm) != printed.amount


def is_part_of(read: Decimal, true: Decimal) -> bool:
    """Whether what was read may be a piece of the true amount, the amount without its point, or one look-alike digit off."""
    a, b = _digits(read), _digits(true)
    if a in b or a.rstrip("0") == b.rstrip("0"):
        return True
    places = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and len(places) == 1 and places[0][1] in CONFUSABLE.get(places[0][0], ())


def _digits(amount: Decimal) -> str:
    return "".join(c for c in f"{amount.normalize():f}" if c.isdigit())


def _witnesses(car: Dossier, bill: Paper) -> Iterator[tuple[str, Decimal]]:
    """What else says the total, and where."""
    off = bill.sighting("discount").money
    discount = abs(off.amount) if off else Decimal(0)
    capital = bill.sighting("amount_total_capital").money
    if capital is not None:
        yield "capital", capital.amount
    fees = [s for n in ("parts_total", "labour_total") if (s := bill.sighting(n)).money is not None]
    for kind, found in (
        ("fees", tuple(fees) if len(fees) == 2 else ()),
        ("lines", amounts_of(bill, "amount")),
    ):
        if found:
            yield kind, total_of(found) - discount
    for invoice in invoices_of(car, bill):
        paid = invoice.sighting("amount_total").money
        if paid is not None:
            yield "invoice", paid.amount

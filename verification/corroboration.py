"""How certain a value of a service bill is, with what else the same bill says about it.

A bill prints the day up to four times (reception, delivery, settlement, inside its number) and the odometer twice.
A digit misread in one of them does not agree with the others.
"""

from __future__ import annotations

import re

from domain.values import Date
from verification.decoding.bill_number import bill_number
from verification.decoding.value import CEILING
from verification.dossier import Dossier, Paper
from verification.service_papers import invoices_of
from verification.sighting import Sighting

_DATES = ("service_in_date", "service_out_date", "settlement_date")
_SAME_VISIT_DAYS = 7
_SAME_VISIT_KM = 50
INVOICE_DAYS = 31
"""an invoice within a month says that the year and about the month are right, which is what an order of dates needs"""
_EMBEDDED = re.compile(r"20\d{6}|\d{6}")


def day_certainty(car: Dossier, paper: Paper, day: Sighting) -> float:
    """The certainty of a bill's day, raised by every other date of the bill within a week of it, and by its invoice's."""
    others = [s for n in _DATES if (s := paper.sighting(n)) is not day and _is_near(s, day)]
    invoices = invoices_of(car, paper)
    doubt = 1.0 - day.certainty
    for other in others:
        doubt *= 1.0 - other.certainty
    for issued in (i.sighting("issue_date") for i in invoices):
        if issued is not day and _is_near(issued, day, INVOICE_DAYS):
            doubt *= 1.0 - issued.certainty
    number = paper.sighting("bill_number")
    if day.date is not None and _names_day(bill_number(paper, invoices), day.date):
        doubt *= 1.0 - number.certainty
    return min(1.0 - doubt, CEILING)


def km_certainty(paper: Paper, km: Sighting) -> float:
    """The certainty of a bill's odometer reading, raised by the other reading of the same visit."""
    doubt = 1.0 - km.certainty
    for name in ("mileage", "mileage_out"):
        other = paper.sighting(name)
        if other is not km and other.km is not None and abs(other.km - (km.km or 0)) <= _SAME_VISIT_KM:
            doubt *= 1.0 - other.certainty
    return min(1.0 - doubt, CEILING)


def _is_near(a: Sighting, b: Sighting, days: int = _SAME_VISIT_DAYS) -> bool:
    if a.date is None or b.date is None or a.date.day is None or b.date.day is None:
        return False
    return abs((a.date.day - b.date.day).days) <= days


def _names_day(number: str, day: Date) -> bool:
    """Whether a bill number such as RO20260310-0012 has the day in it."""
    digits = day.iso.replace("-", "")
    return len(digits) == 8 and any(part in (digits, digits[2:]) for part in _EMBEDDED.findall(number))

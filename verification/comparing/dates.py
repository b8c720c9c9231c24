"""Dates, compared at the precision that both have."""

from __future__ import annotations

from domain.identifiers.vin import CONFUSABLE
from verification.comparing.likeness import Likeness, judge
from verification.sighting import Sighting


def compare_dates(a: Sighting, b: Sighting) -> Likeness:
    """The same day, month or year; a slip is one misread digit of look-alikes."""
    same = a.date is not None and b.date is not None and a.date.compare(b.date) == 0
    return judge(a, b, same, is_date_slip(a.text, b.text))


def is_date_slip(x: str, y: str) -> bool:
    """Whether one misread digit of look-alikes explains two dates."""
    places = [(p, q) for p, q in zip(x, y, strict=False) if p != q]
    return len(x) == len(y) and len(places) == 1 and places[0][1] in CONFUSABLE.get(places[0][0], ())

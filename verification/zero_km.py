"""The zero-kilometre score: signs that a car was registered only to be exported. Information, never a decision.

Domain notes 4.7; a zero-kilometre car with the manufacturer's letter may lawfully be licensed.
"""

from __future__ import annotations

from domain.values import Text
from verification.context import Context
from verification.dossier import Dossier
from verification.odometer import highest_km

_YOUNG_DAYS = 180
_QUICK_TRANSFER_DAYS = 30
_COMPANY_WORDS = ("公司", "中心", "集团", "厂", "商行", "经营部")


def zero_km_score(car: Dossier, context: Context) -> int:
    """The sum of the signs that the papers show; 8 and more is likely."""
    score = 0
    days, km = context.days(car).days, highest_km(car)
    if days is not None and 0 <= days <= _YOUNG_DAYS:
        score += 3
    if km is not None:
        score += 3 if km < 100 else 2 if km <= 500 else 0
    registered, left = context.days(car).registered.best, car.first("export_endorsement_date")
    if registered and left and registered.date and left.date and registered.date.day and left.date.day:
        score += 2 if (left.date.day - registered.date.day).days <= _QUICK_TRANSFER_DAYS else 0
    if not car.bills and not car.invoices:
        score += 1
    return score + (1 if _is_private_use_by_company(car) else 0)


def _is_private_use_by_company(car: Dossier) -> bool:
    for paper in car.certificates:
        use, owner = paper.document.get("use_character").value, paper.document.get("owner_name").value
        if isinstance(use, Text) and isinstance(owner, Text):
            return use.text == "非营运" and any(word in owner.text for word in _COMPANY_WORDS)
    return False

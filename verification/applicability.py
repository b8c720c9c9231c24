"""Does the 180-day rule apply to a car: from registration to the application for the export licence.

The application date is the exporter's statement or the licence's; else the licence's issue date stands for it (issued
at most three working days later); else a declaration proves it one way when it is early and the other way when it is
later than a licence can live. 商贸函〔2025〕648号 item 1; 工作指引 2025-12-11; domain notes 1.4.
"""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum

import msgspec

from domain.bundle_form import BundleForm
from domain.field import DocumentKind
from domain.values import Date, Value
from verification.decoding.value import CEILING, Resolved, resolve
from verification.dossier import Dossier
from verification.policy import DayCount, Policy
from verification.sighting import Sighting, of_form

_RATHER_RIGHT = 0.5
"""certainty below which a date is rather misread than not"""


class Reference(StrEnum):
    """Which date stands for the application."""

    APPLICATION = "application"
    LICENCE_ISSUE = "licence_issue"
    DECLARATION = "declaration"
    NONE = "none"


class Applicability(msgspec.Struct, frozen=True):
    """The answer and what it rests on."""

    applies: bool | None
    """None: cannot be told"""
    reason: str
    """``within``, ``beyond``, ``no_rule``, ``before_rule``, ``no_registration``, ``no_reference``, ``uncertain``,
    ``between`` (a declaration between the two proofs), ``issue_near`` (issue date just past the limit), ``negative``"""
    reference: Reference
    registered: Resolved
    referred: Resolved
    days: int | None = None
    """between the most probable dates, when both have a day"""
    certainty: float = 0.0
    reference_certainty: float = 0.0
    """that ``referred`` is right as far as the answer needs it: of an application date also by the licence's issue date"""

    @property
    def evidence(self) -> tuple[Sighting, ...]:
        """The two dates."""
        return tuple(s for s in (self.registered.best, self.referred.best) if s is not None)


def judge_days(car: Dossier, form: BundleForm, policy: Policy) -> Applicability:
    """Whether the rule applies under this policy, over every likely reading of the two dates."""
    registered = resolve(car.sightings("register_date"))
    reference, referred = find_reference(car, form)
    days = _days(registered, referred, policy.days)
    sure = referred.certainty
    base = Applicability(None, "uncertain", reference, registered, referred, days, reference_certainty=sure)
    if not policy.days.applies:
        return msgspec.structs.replace(base, applies=False, reason="no_rule", certainty=1.0)
    if _is_before_rule(reference, referred, policy):
        return msgspec.structs.replace(
            base, applies=False, reason="before_rule", certainty=referred.certainty
        )
    if not registered.likely:
        return msgspec.structs.replace(base, reason="no_registration")
    if not referred.likely:
        return msgspec.structs.replace(base, reason="no_reference")
    return _weigh(_with_issue_date(base, car, policy), policy)


def find_reference(car: Dossier, form: BundleForm) -> tuple[Reference, Resolved]:
    """The date that stands for the application, with all its sightings."""
    stated = [of_form("application_date", form.application_date)] if form.application_date else []
    licences = car.of_kind(DocumentKind.EXPORT_LICENCE)
    applied = stated + [s for p in licences if (s := p.sighting("application_date")).date]
    if applied:
        return Reference.APPLICATION, resolve(applied)
    issued = [s for p in licences if (s := p.sighting("issue_date")).date]
    if issued:
        return Reference.LICENCE_ISSUE, resolve(issued)
    declared = [
        s for p in car.of_kind(DocumentKind.EXPORT_DECLARATION) if (s := p.sighting("declaration_date")).date
    ]
    if declared:
        return Reference.DECLARATION, resolve(declared)
    return Reference.NONE, resolve([])


def _is_before_rule(reference: Reference, referred: Resolved, policy: Policy) -> bool:
    """Whether the papers show an application before this pack, which was taken only because today is later."""
    value = referred.value
    if not policy.is_chosen_by_clock or not isinstance(value, Date) or reference is Reference.NONE:
        return False
    return value.iso < policy.effective_from and referred.certainty >= policy.certainty.date


def _with_issue_date(base: Applicability, car: Dossier, policy: Policy) -> Applicability:
    """The application date, as certain as its own print and the issue date together make the answer.

    The licence was issued a few days after the application: when the date read lies so before the issue date, and every
    day that does says the same about the limit, a slip in either date would not change the answer. A date that is
    rather misread than not is left as it is.
    """
    if base.reference is not Reference.APPLICATION or base.referred.certainty < _RATHER_RIGHT:
        return base
    issued = resolve(
        [s for p in car.of_kind(DocumentKind.EXPORT_LICENCE) if (s := p.sighting("issue_date")).date]
    )
    registered, said = base.registered.value, base.referred.value
    if not issued.likely or registered is None or said is None:
        return base
    answer = _reason(registered, said, base.reference, policy.days)
    if (
        len(issued.likely) > 1
        or _reason_by_issue(registered, said, issued.likely[0].value, policy.days) != answer
    ):
        return base
    doubt = (1.0 - base.referred.certainty) * (1.0 - issued.certainty)
    return msgspec.structs.replace(base, reference_certainty=min(1.0 - doubt, CEILING))


def _reason_by_issue(registered: Value, applied: Value, issued: Value, count: DayCount) -> str:
    """What every day says that may lie so before the issue date; ``uncertain`` when they differ or the date read does not."""
    if (
        not isinstance(issued, Date)
        or not isinstance(applied, Date)
        or issued.day is None
        or applied.day is None
    ):
        return "uncertain"
    if not 0 <= (issued.day - applied.day).days <= count.issue_lag_days:
        return "uncertain"
    earliest = Date((issued.day - dt.timedelta(days=count.issue_lag_days)).isoformat())
    reasons = {_reason(registered, day, Reference.APPLICATION, count) for day in (earliest, issued)}
    return reasons.pop() if len(reasons) == 1 else "uncertain"


def _weigh(base: Applicability, policy: Policy) -> Applicability:
    """The answer that holds over enough of the probability of both dates."""
    weights: dict[str, float] = {}
    for first in base.registered.likely:
        for second in base.referred.likely:
            reason = _reason(first.value, second.value, base.reference, policy.days)
            likely = base.reference_certainty if second is base.referred.likely[0] else second.probability
            weights[reason] = weights.get(reason, 0.0) + first.probability * likely
    best = max(sorted(weights), key=lambda reason: weights[reason])
    if weights[best] < policy.certainty.date**2:
        return msgspec.structs.replace(base, reason="uncertain", certainty=weights[best])
    applies = {"within": True, "beyond": False}.get(best)
    return msgspec.structs.replace(base, applies=applies, reason=best, certainty=weights[best])


def _reason(registered: Value, referred: Value, reference: Reference, count: DayCount) -> str:
    """What one pair of dates says; dates without a day are judged at both ends of what they can mean."""
    if not isinstance(registered, Date) or not isinstance(referred, Date):
        return "uncertain"
    first, last = span(registered), span(referred)
    fewest, most = (last[0] - first[1]).days, (last[1] - first[0]).days
    offset = 1 if count.is_first_day_counted else 0
    reasons = {_reason_of_days(days + offset, reference, count) for days in (fewest, most)}
    return reasons.pop() if len(reasons) == 1 else "uncertain"


def _reason_of_days(days: int, reference: Reference, count: DayCount) -> str:
    limit = count.limit if count.is_limit_included else count.limit - 1
    if days < 0:
        return "negative"
    if days <= limit:
        return "within"
    if reference is Reference.LICENCE_ISSUE and days <= limit + count.issue_lag_days:
        return "issue_near"
    if reference is Reference.DECLARATION and days <= limit + count.licence_life_days:
        return "between"
    return "beyond"


def _days(registered: Resolved, referred: Resolved, count: DayCount) -> int | None:
    first, last = registered.value, referred.value
    if not isinstance(first, Date) or not isinstance(last, Date) or first.day is None or last.day is None:
        return None
    return (last.day - first.day).days + (1 if count.is_first_day_counted else 0)


def span(date: Date) -> tuple[dt.date, dt.date]:
    """The first and the last day that a date can mean."""
    if date.day is not None:
        return date.day, date.day
    parts = [int(p) for p in date.iso.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    return dt.date(parts[0], parts[1], 1), dt.date(parts[0], parts[1], calendar.monthrange(*parts)[1])

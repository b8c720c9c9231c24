"""The odometer readings of a car in the order of their days."""

from __future__ import annotations

import msgspec

from domain.field import DocumentKind
from domain.values import Bilingual, Mileage
from verification.corroboration import INVOICE_DAYS, day_certainty, km_certainty
from verification.dossier import INVOICE_KINDS, Dossier, Link, Paper
from verification.service_papers import own_invoices
from verification.sighting import SEEN, Sighting
from verification.timeline import service_date
from verification.unread import LONGEST_STAY_DAYS, Unread, unread_earlier_days


class Reading(msgspec.Struct, frozen=True):
    """An odometer reading with its day."""

    date: Sighting
    km: Sighting
    paper: Paper
    certainty: float
    """of both, day and kilometres, with what else the paper says about them"""

    @property
    def kilometres(self) -> int:
        assert self.km.km is not None
        return self.km.km

    @property
    def iso(self) -> str:
        assert self.date.date is not None
        return self.date.date.iso


def service_readings(car: Dossier) -> list[Reading]:
    """Readings of the bills (reception, else delivery), and of invoices that print one which no bill has; by day."""
    return car.remember("service_readings", _service_readings)


def _service_readings(car: Dossier) -> list[Reading]:
    found: list[Reading] = []
    for paper in car.bills:
        if paper.link is Link.VIN_CONTRADICTS:
            continue
        when = service_date(paper)
        read = next((s for n in ("mileage", "mileage_out") if (s := paper.sighting(n)).km is not None), None)
        if when is not None and read is not None:
            sure = min(day_certainty(car, paper, when), km_certainty(paper, read))
            found.append(Reading(when, read, paper, sure))
    known = {r.kilometres for r in found}
    for paper in own_invoices(car):
        when, read = paper.sighting("issue_date"), paper.sighting("mileage")
        if when.date is not None and read.km is not None and read.km not in known:
            found.append(_plain(when, read, paper))
    return in_order(found)


def declared_readings(car: Dossier) -> list[Reading]:
    """Readings that the declaration prints for this car."""
    return car.remember("declared_readings", _declared_readings)


def _declared_readings(car: Dossier) -> list[Reading]:
    found = []
    for paper in car.declarations:
        when = paper.sighting("declaration_date")
        if when.date is None:
            when = paper.sighting("export_date")
        for read in paper.row_sightings("goods", "mileage"):
            if read.km is not None and when.date is not None:
                found.append(_plain(when, read, paper))
    return in_order(found)


def inspected_readings(car: Dossier) -> list[Reading]:
    """里程表读数 of the inspection reports (WM/T 8, WM/T 9), on the day of the inspection, else of the report."""
    return car.remember("inspected_readings", _inspected_readings)


def _inspected_readings(car: Dossier) -> list[Reading]:
    found = []
    for paper in car.of_kind(DocumentKind.INSPECTION_REPORT):
        days = [s for n in ("inspection_date", "issue_date") if (s := paper.sighting(n)).date is not None]
        read = paper.sighting("mileage")
        if days and read.km is not None and paper.link is not Link.VIN_CONTRADICTS:
            found.append(_plain(days[0], read, paper))
    return in_order(found)


def _plain(when: Sighting, read: Sighting, paper: Paper) -> Reading:
    return Reading(when, read, paper, min(when.certainty, read.certainty))


def possible_km(reading: Sighting) -> frozenset[int]:
    """The kilometres that may stand there: what was read and what else was seen as possible (12.345 is 12 or 12345).

    A difference is proven only when it holds whichever of them is true.
    """
    seen = {
        c.value.km for c in reading.field.candidates if isinstance(c.value, Mileage) and c.certainty >= SEEN
    }
    return frozenset(seen if reading.km is None else seen | {reading.km})


def least_fall(earlier: Sighting, later: Sighting) -> int:
    """The fewest kilometres that the odometer can have fallen between two readings; negative when it may have risen."""
    return min(possible_km(earlier)) - max(possible_km(later))


def unread_day_of(reading: Reading, gap_days: int) -> tuple[Unread, ...]:
    """The day of the visit, when a later one (delivery, settlement, invoice) stands for it and is no more than so many days
    after the other reading: the visits may have been the other way round."""
    if reading.paper.kind is DocumentKind.REPAIR_BILL:
        return unread_earlier_days(reading.paper, reading.date) if gap_days <= LONGEST_STAY_DAYS else ()
    if reading.paper.kind in INVOICE_KINDS and gap_days <= INVOICE_DAYS:
        return (Unread(Bilingual("进厂日期", "day of the visit")),)
    return ()


def highest_km(car: Dossier) -> int | None:
    """The highest odometer reading on any paper; None when none prints one."""
    return car.remember("highest_km", _highest_km)


def _highest_km(car: Dossier) -> int | None:
    listed = [s for p in car.letters for s in p.row_sightings("vehicles", "mileage")]
    goods = [s for p in car.declarations for s in p.row_sightings("goods", "mileage")]
    bills = [p.sighting(n) for p in (*car.bills, *car.invoices) for n in ("mileage", "mileage_out")]
    measured = [r.km for r in inspected_readings(car)]
    return max((s.km for s in (*listed, *goods, *bills, *measured) if s.km is not None), default=None)


def in_order(readings: list[Reading]) -> list[Reading]:
    """By day, then kilometres; copies of one paper (same day, same kilometres) once."""
    unique = {
        (r.iso, r.kilometres): r
        for r in sorted(readings, key=lambda r: (-r.certainty, r.km.key), reverse=True)
    }
    return [unique[key] for key in sorted(unique)]

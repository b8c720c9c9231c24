"""The odometer readings of a car in the order of their days."""

from __future__ import annotations

import msgspec

from domain.field import DocumentKind
from verification.corroboration import day_certainty, km_certainty
from verification.dossier import Dossier, Link
from verification.sighting import Sighting
from verification.timeline import service_date


class Reading(msgspec.Struct, frozen=True):
    """An odometer reading with its day."""

    date: Sighting
    km: Sighting
    kind: DocumentKind
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
            found.append(Reading(when, read, paper.kind, sure))
    known = {r.kilometres for r in found}
    for paper in car.invoices:
        when, read = paper.sighting("issue_date"), paper.sighting("mileage")
        if when.date is not None and read.km is not None and read.km not in known:
            found.append(_plain(when, read, paper.kind))
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
                found.append(_plain(when, read, paper.kind))
    return in_order(found)


def _plain(when: Sighting, read: Sighting, kind: DocumentKind) -> Reading:
    return Reading(when, read, kind, min(when.certainty, read.certainty))


def highest_km(car: Dossier) -> int | None:
    """The highest odometer reading on any paper; None when none prints one."""
    return car.remember("highest_km", _highest_km)


def _highest_km(car: Dossier) -> int | None:
    listed = [s for p in car.letters for s in p.row_sightings("vehicles", "mileage")]
    goods = [s for p in car.declarations for s in p.row_sightings("goods", "mileage")]
    bills = [p.sighting(n) for p in (*car.bills, *car.invoices) for n in ("mileage", "mileage_out")]
    return max((s.km for s in (*listed, *goods, *bills) if s.km is not None), default=None)


def in_order(readings: list[Reading]) -> list[Reading]:
    """By day, then kilometres; copies of one paper (same day, same kilometres) once."""
    unique = {
        (r.iso, r.kilometres): r
        for r in sorted(readings, key=lambda r: (-r.certainty, r.km.key), reverse=True)
    }
    return [unique[key] for key in sorted(unique)]

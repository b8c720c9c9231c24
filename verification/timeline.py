"""The dated facts of one car in order, with the odometer where the paper prints it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.bundle_form import BundleForm
from domain.field import DocumentKind as K
from domain.finding import TimelineEvent
from domain.values import Bilingual, Mileage
from verification.dossier import Dossier, Paper
from verification.sighting import Sighting, of_form

LABELS: dict[str, Bilingual] = {
    "factory": Bilingual("出厂", "made"),
    "registration": Bilingual("注册登记", "registered"),
    "service": Bilingual("维修保养", "serviced"),
    "invoice": Bilingual("维修发票", "service invoice"),
    "transfer": Bilingual("转让登记", "transferred"),
    "export_endorsement": Bilingual("转让登记待出口", "endorsed for export"),
    "letter": Bilingual("售后维修服务确认书", "confirmation letter"),
    "application": Bilingual("申请出口许可证", "applied for the export licence"),
    "licence_issue": Bilingual("出口许可证发证", "export licence issued"),
    "declaration": Bilingual("报关单申报", "declared"),
    "export": Bilingual("出口", "exported"),
}
_ORDER = tuple(LABELS)
_FIELDS: tuple[tuple[str, K, str], ...] = (
    ("invoice", K.VAT_INVOICE, "issue_date"),
    ("invoice", K.DIGITAL_INVOICE, "issue_date"),
    ("letter", K.CONFIRMATION_LETTER, "issue_date"),
    ("application", K.EXPORT_LICENCE, "application_date"),
    ("licence_issue", K.EXPORT_LICENCE, "issue_date"),
    ("declaration", K.EXPORT_DECLARATION, "declaration_date"),
    ("export", K.EXPORT_DECLARATION, "export_date"),
)
_CONCEPTS = (
    ("factory", "factory_date"),
    ("registration", "register_date"),
    ("export_endorsement", "export_endorsement_date"),
)


def timeline_of(car: Dossier, form: BundleForm) -> tuple[TimelineEvent, ...]:
    """The events, earliest first; the same day of the same kind seen several times is one event."""
    groups: dict[tuple[str, str, int], list[Sighting]] = {}
    for kind, dated, odometer in sorted(_events(car, form), key=lambda e: e[1].key):
        if dated.date is None:
            continue
        group = groups.setdefault((dated.date.iso, kind, odometer.km or -1 if odometer else -1), [])
        group.append(dated)
        if odometer is not None and odometer.km is not None:
            group.append(odometer)
    ordered = sorted(groups.items(), key=lambda g: (g[0][0], _ORDER.index(g[0][1]), g[0][2]))
    return tuple(_event(kind, sightings) for (_, kind, _), sightings in ordered)


def service_date(paper: Paper) -> Sighting | None:
    """When the car was in the workshop: reception, else delivery, else settlement."""
    for name in ("service_in_date", "service_out_date", "settlement_date"):
        found = paper.sighting(name)
        if found.date is not None:
            return found
    return None


def _events(car: Dossier, form: BundleForm) -> Iterator[tuple[str, Sighting, Sighting | None]]:
    for kind, concept in _CONCEPTS:
        for sighting in car.sightings(concept):
            yield kind, sighting, None
    for paper in car.certificates:
        for sighting in paper.row_sightings("transfers", "transfer_date"):
            yield "transfer", sighting, None
    for paper in car.bills:
        when = service_date(paper)
        if when is not None:
            yield "service", when, paper.sighting("mileage")
    for kind, document_kind, name in _FIELDS:
        for paper in car.of_kind(document_kind):
            yield kind, paper.sighting(name), _odometer(paper, kind)
    if form.application_date is not None:
        yield "application", of_form("application_date", form.application_date), None


def _odometer(paper: Paper, kind: str) -> Sighting | None:
    if kind == "invoice":
        return paper.sighting("mileage")
    if kind == "declaration":
        read = [s for s in paper.row_sightings("goods", "mileage") if s.km is not None]
        return read[0] if read else None
    return None


def _event(kind: str, sightings: list[Sighting]) -> TimelineEvent:
    dates = [s.date for s in sightings if s.date is not None]
    odometers = [s.value for s in sightings if isinstance(s.value, Mileage)]
    return TimelineEvent(
        date=dates[0],
        kind=kind,
        label=LABELS[kind],
        mileage=odometers[0] if odometers else None,
        evidence=tuple(s.evidence() for s in sightings),
    )

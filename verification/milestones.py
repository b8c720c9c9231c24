"""The dates of a car's legal path that have to follow one another."""

from __future__ import annotations

from domain.bundle_form import BundleForm
from domain.field import DocumentKind
from verification.dossier import Dossier
from verification.sighting import Sighting, of_form

ORDER = (
    "factory",
    "registration",
    "transfer",
    "export_endorsement",
    "application",
    "licence_issue",
    "declaration",
)
"""出厂 <= 注册登记 <= 转让登记 <= 转让待出口 <= 申请 <= 发证 <= 申报 (domain notes 4.3)"""


def milestones(car: Dossier, form: BundleForm) -> dict[str, tuple[Sighting, ...]]:
    """For each step of ``ORDER`` the sightings of its date, what counts most first."""
    licences, declarations = car.export_licences, car.declarations
    stated = [of_form("application_date", form.application_date)] if form.application_date else []
    found: dict[str, list[Sighting]] = {
        "factory": list(car.sightings("factory_date")),
        "registration": list(car.sightings("register_date")),
        "transfer": [s for p in car.certificates for s in p.row_sightings("transfers", "transfer_date")],
        "export_endorsement": list(car.sightings("export_endorsement_date")),
        "application": [*(p.sighting("application_date") for p in licences), *stated],
        "licence_issue": [p.sighting("issue_date") for p in licences],
        "declaration": [p.sighting("declaration_date") for p in declarations],
    }
    return {name: tuple(s for s in found[name] if s.date is not None) for name in ORDER}


def last_day_at_home(car: Dossier) -> list[Sighting]:
    """The dates after which the car has no plates or has left: export endorsement, declaration, export."""
    dates = [
        p.sighting(n)
        for p in car.of_kind(DocumentKind.EXPORT_DECLARATION)
        for n in ("declaration_date", "export_date")
    ]
    return [s for s in (*car.sightings("export_endorsement_date"), *dates) if s.date is not None]

"""Where a car goes, by the papers that say so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from domain.bundle_form import BundleForm
from domain.countries import country_code, country_name
from domain.values import Bilingual, Text
from verification.dossier import Dossier
from verification.sighting import Sighting, of_form
from verification.unread import Unread, unread_cells

Country = tuple[str, Sighting]
"""alpha-3 and where it stands"""


def destinations(car: Dossier, form: BundleForm) -> list[Country]:
    """The country of import of the licence, the final country of the declaration (else its destination), the form's."""
    seen = [p.sighting("destination_country") for p in car.export_licences]
    for paper in car.declarations:
        final = [s for s in paper.row_sightings("goods", "final_country") if s.value is not None]
        seen += final or [paper.sighting("destination_country")]
    if form.destination:
        seen.append(of_form("destination", Text(form.destination)))
    return countries_of(seen)


def unread_destinations(car: Dossier) -> tuple[Unread, ...]:
    """The final countries of the declarations that were not read, where the country of transit stood in for them."""
    papers = [
        p for p in car.declarations if not any(s.value for s in p.row_sightings("goods", "final_country"))
    ]
    return unread_cells(papers, "goods", "final_country")


def countries_of(sightings: Iterable[Sighting]) -> list[Country]:
    """Those sightings that name a country, with its code."""
    return [(code, s) for s in sightings if s.value is not None and (code := code_of(s.text)) is not None]


@lru_cache(maxsize=1024)
def code_of(text: str) -> str | None:
    """``domain.countries.country_code``, remembered."""
    return country_code(text)


def name_of(alpha3: str) -> Bilingual:
    """The country's name, or its code when it has none."""
    return country_name(alpha3) or Bilingual(alpha3, alpha3)

"""The dossier: everything the bundle says about one car, and how each paper came to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from domain.field import Document, DocumentKind, Row
from verification.concepts import CONCEPTS, VEHICLE_TABLES, Source
from verification.decoding.mask import mask_of
from verification.decoding.vin import Relation, VinDecision
from verification.sighting import Sighting

T = TypeVar("T")

INVOICE_KINDS = (DocumentKind.VAT_INVOICE, DocumentKind.DIGITAL_INVOICE)


class Link(StrEnum):
    """How a paper was found to speak of the car, strongest first."""

    PERSON = "person"
    """a person said so"""
    VIN = "vin"
    VIN_DOUBTFUL = "vin_doubtful"
    """its VIN differs, a reading slip could explain it"""
    VIN_CONTRADICTS = "vin_contradicts"
    """its VIN is another one, everything else says that this car is meant"""
    VIN_SUFFIX = "vin_suffix"
    PLATE = "plate"
    ENGINE = "engine"
    CERTIFICATE_NUMBER = "certificate_number"
    VIN_MASKED = "vin_masked"
    """what its masked VIN shows is this car's and no other's of the bundle"""
    BOOKLET = "booklet"
    """pages of a certificate that this car's booklet lacks"""
    BILL = "bill"
    """an invoice that belongs to one of the car's bills"""
    SHARED = "shared"
    """a paper for several cars on which this car's line could not be told"""
    ONLY_CAR = "only_car"
    """nothing on the paper says which car; the bundle has only one"""


WEAK_LINKS = (Link.VIN_MASKED, Link.BOOKLET, Link.SHARED, Link.ONLY_CAR)
"""the paper probably speaks of this car; a contradiction on it proves nothing"""
WEAK_CERTAINTY = 0.97
"""what no reading of such a paper goes beyond"""


class Paper(msgspec.Struct, frozen=True, eq=False):
    """One document as part of one dossier."""

    document: Document
    link: Link
    rows: tuple[Row, ...] = ()
    """of a paper that lists several cars: this car's lines"""
    _known: dict[str, Sighting] = {}
    """sightings that were asked for"""

    @property
    def kind(self) -> DocumentKind:
        return self.document.kind

    def sighting(self, name: str) -> Sighting:
        """The field of the document."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._linked(Sighting(self.document, None, self.document.get(name)))
        return known

    def row_sightings(self, table: str, name: str) -> tuple[Sighting, ...]:
        """That field in each line of a table: this car's lines of a vehicle list, else all lines."""
        rows = self.rows if VEHICLE_TABLES.get(self.kind) == table else self.document.table(table)
        return tuple(self._linked(Sighting(self.document, row, row.get(name))) for row in rows)

    def _linked(self, sighting: Sighting) -> Sighting:
        """The sighting, no surer than that the paper is this car's."""
        if self.link in WEAK_LINKS and sighting.certainty > WEAK_CERTAINTY:
            return sighting.judged(WEAK_CERTAINTY)
        return sighting


@dataclass(frozen=True, slots=True)
class Dossier:
    """One car. ``papers`` are in a fixed order that does not depend on the order of upload."""

    id: str
    vin: VinDecision
    papers: tuple[Paper, ...]
    relations: dict[tuple[str, str, int, str], Relation]
    """for VIN sightings that say something else than ``vin``: what that means, by ``Sighting.key``"""
    _memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def remember(self, name: str, make: Callable[[Dossier], T]) -> T:
        """What ``make`` gives for this car, made once; the rules ask the same things again and again."""
        if name not in self._memory:
            self._memory[name] = make(self)
        found: T = self._memory[name]
        return found

    def of_kind(self, *kinds: DocumentKind) -> tuple[Paper, ...]:
        """The papers of these kinds."""
        key = "papers:" + "|".join(kinds)
        return self.remember(key, lambda car: tuple(p for p in car.papers if p.document.kind in kinds))

    @property
    def certificates(self) -> tuple[Paper, ...]:
        return self.of_kind(DocumentKind.REGISTRATION_CERTIFICATE)

    @property
    def bills(self) -> tuple[Paper, ...]:
        return self.of_kind(DocumentKind.REPAIR_BILL)

    @property
    def invoices(self) -> tuple[Paper, ...]:
        return self.of_kind(*INVOICE_KINDS)

    @property
    def letters(self) -> tuple[Paper, ...]:
        return self.of_kind(DocumentKind.CONFIRMATION_LETTER)

    @property
    def export_licences(self) -> tuple[Paper, ...]:
        return self.of_kind(DocumentKind.EXPORT_LICENCE)

    @property
    def declarations(self) -> tuple[Paper, ...]:
        return self.of_kind(DocumentKind.EXPORT_DECLARATION)

    def sightings(self, concept: str) -> tuple[Sighting, ...]:
        """Every place where a fact of ``concepts`` stands with a value; what counts most comes first."""
        return self.remember(
            "sightings:" + concept,
            lambda car: tuple(s for source in CONCEPTS[concept] for s in car._all(source)),
        )

    def first(self, concept: str) -> Sighting | None:
        """The sighting that counts most."""
        seen = self.sightings(concept)
        return seen[0] if seen else None

    def _all(self, source: Source) -> list[Sighting]:
        found: list[Sighting] = []
        for paper in self.of_kind(source.kind):
            if source.table is None:
                found.append(paper.sighting(source.field))
            else:
                found.extend(paper.row_sightings(source.table, source.field))
        return [s for s in found if s.field.value is not None and not _is_mask(s)]


def _is_mask(sighting: Sighting) -> bool:
    """Whether it is a VIN that hides some of its characters: no sighting of a VIN."""
    return sighting.field.name == "vin" and bool(mask_of(sighting.field))

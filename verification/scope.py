"""Which cars an application is about: those of its licence, its declaration and the cars' own certificates.

A VIN on the manufacturer's letter, a bill or an invoice is a mention: it makes no car of an application that other papers decide.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.field import Document, DocumentKind
from verification.cars import LOOSELY_NEAR, Car
from verification.decoding import vin as vins
from verification.mention import Mention
from verification.sighting import Sighting

DECIDING = (
    DocumentKind.EXPORT_LICENCE,
    DocumentKind.EXPORT_DECLARATION,
    DocumentKind.REGISTRATION_CERTIFICATE,
    DocumentKind.VEHICLE_LICENCE,
)
"""papers that say which cars the application is about"""


class Named(msgspec.Struct, frozen=True):
    """A paper that names cars which the application is not about."""

    document: Document
    vins: tuple[str, ...]
    sightings: tuple[Sighting, ...]


def split(cars: Sequence[Car]) -> tuple[list[Car], list[Car]]:
    """The cars of the application, and those that are only mentioned; all of them are its cars while no paper decides."""
    own = [car for car in cars if is_decided(car)]
    return (own, [car for car in cars if car not in own]) if own else (list(cars), [])


def is_decided(car: Car) -> bool:
    """Whether a deciding paper speaks of the car."""
    return any(m.document.kind in DECIDING for m, _ in car.mentions)


def named_by(papers: Sequence[Document], own: Sequence[Car], others: Sequence[Car]) -> tuple[Named, ...]:
    """The papers that name other cars. A paper about one car counts only when its VIN is certainly none of the application's."""
    found: dict[str, list[tuple[str, Sighting | None]]] = {}
    for car in others:
        for mention, _ in car.mentions:
            if mention.row is not None or _is_foreign(car.text, own):
                found.setdefault(mention.document.id, []).append((car.text, _sighting(mention)))
    return tuple(_named(d, found[d.id]) for d in papers if d.id in found)


def _named(document: Document, mentions: list[tuple[str, Sighting | None]]) -> Named:
    seen = sorted((s for _, s in mentions if s is not None), key=lambda s: s.key)
    return Named(document, tuple(sorted({text for text, _ in mentions if text})), tuple(seen))


def _sighting(mention: Mention) -> Sighting | None:
    """Where the VIN stands; None when the paper was given to the car by other signs."""
    if mention.vin is None:
        return None
    return Sighting(mention.document, mention.row, (mention.row or mention.document).get("vin"))


def _is_foreign(text: str, own: Sequence[Car]) -> bool:
    """Whether a VIN passes its check and no misreading makes it one of the application's cars."""
    return vins.is_sound(text) and all(
        car.text and vins.distance(car.text, text) > LOOSELY_NEAR for car in own
    )

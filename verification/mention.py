"""A mention: one paper, or one line of a paper that lists several cars, that speaks of exactly one car."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from domain.field import Document, DocumentKind, Field, Row
from domain.values import Text
from verification.comparing.codes import fold_engine, fold_plate
from verification.concepts import VEHICLE_TABLES
from verification.decoding import vin as vins
from verification.decoding.mask import mask_of
from verification.sighting import Sighting

SHORTEST_SUFFIX, LONGEST_SUFFIX = 6, 8
"""bills often print only the last six to eight characters of the VIN (domain notes 2.8)"""
_SHORTEST_VIN = 11
"""fewer characters than this are no reading of a VIN"""
_SHORTEST_ENGINE = 5


class Mention(msgspec.Struct, frozen=True):
    """What identifies the car of one paper or one line."""

    document: Document
    row: Row | None
    vin: vins.VinReading | None
    suffix: str
    mask: str
    """a VIN that hides some of its characters"""
    plates: frozenset[str]
    engines: frozenset[str]

    @property
    def key(self) -> tuple[str, int]:
        return (self.document.id, self.row.index if self.row else -1)

    @property
    def is_certificate(self) -> bool:
        return self.document.kind is DocumentKind.REGISTRATION_CERTIFICATE

    def vin_key(self) -> tuple[str, str, int, str]:
        """``Sighting.key`` of its VIN field."""
        return Sighting(self.document, self.row, self._get("vin")).key

    def _get(self, name: str) -> Field:
        return self.row.get(name) if self.row else self.document.get(name)


def mentions_of(document: Document) -> Iterator[Mention]:
    """The mentions on one paper: its car, or one for each line of its vehicle list. None for other papers."""
    if document.kind is DocumentKind.OTHER:
        return
    table = VEHICLE_TABLES.get(document.kind)
    if table is None:
        yield _mention(document, None)
        return
    for row in document.table(table):
        yield _mention(document, row)


def _mention(document: Document, row: Row | None) -> Mention:
    get = row.get if row else document.get
    vin = get("vin")
    reading, suffix, mask = None, "", mask_of(vin)
    if vin.value is not None and not mask:
        found = vins.reading_of(vin, Sighting(document, row, vin).is_exact)
        if len(found.text) >= _SHORTEST_VIN:
            reading = found
        elif SHORTEST_SUFFIX <= len(found.text) <= LONGEST_SUFFIX:
            suffix = found.text
    plates = [get("plate"), *(r.get("plate") for r in document.table("transfers"))]
    return Mention(
        document, row, reading, suffix, mask,
        plates=frozenset(_codes(plates, fold_plate)) if row is None else frozenset(),
        engines=frozenset(_codes([get("engine_no")], fold_engine)),
    )  # fmt: skip


def _codes(fields: list[Field], fold: object) -> Iterator[str]:
    assert callable(fold)
    for field in fields:
        if isinstance(field.value, Text):
            code = fold(field.value.text)
            if len(code) >= _SHORTEST_ENGINE:
                yield code

"""Cars of a letter: from its list, and what its sentences tell of them (brand, model, day of registration)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from domain.field import Field, Row
from domain.values import Text
from extractors.certainty import Evidence
from extractors.fields import field_of
from extractors.layout.page import LaidOutPage
from extractors.papers.letter_phrases import registered_near
from extractors.papers.letter_prose import Described, described_cars
from extractors.values.name import tidy


def with_told(rows: tuple[Row, ...], pages: Sequence[LaidOutPage]) -> tuple[Row, ...]:
    """The rows of a list with what sentences tell where the list itself says nothing."""
    cars = described_cars(pages)
    found = []
    for row in rows:
        vin = row.get("vin")
        told = {**_described(vin, cars), **_registered(vin, pages)}
        fields = (told.get(f.name, f) if f.value is None else f for f in row.fields)
        found.append(msgspec.structs.replace(row, fields=tuple(fields)))
    return tuple(found)


def _described(vin: Field, cars: Sequence[Described]) -> dict[str, Field]:
    """Brand and model that a sentence names before the VIN."""
    said = next((car for car in cars if str(vin.value) in re.sub(r"\s", "", car[3])), None)
    if said is None:
        return {}
    page, brand, model, _ = said
    spans = {"brand": brand, "model": model}
    return {n: field_of(n, Text(tidy(s.text)), s, page, (Evidence.LABEL_DOUBTFUL,)) for n, s in spans.items()}


def _registered(vin: Field, pages: Sequence[LaidOutPage]) -> dict[str, Field]:
    """The day of registration that the VIN's sentence tells."""
    if not isinstance(vin.value, Text):
        return {}
    told = (registered_near(page, vin.raw) for page in pages)
    return next(({"register_date": field} for field in told if field is not None), {})

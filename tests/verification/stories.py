"""The generator's stories as complete readings, and the same with values that were not read."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import NamedTuple

import msgspec

from benchmarks.verify_speed import document_of
from domain.bundle_form import BundleForm
from domain.field import Document, Field, MissingReason, Row
from domain.finding import Verification
from domain.vocabulary import field_spec
from samples.facts.scenario import SCENARIOS, Scenario
from samples.generate import tell
from verification.policy import load_policy
from verification.verify import verify

SEEDS = range(6)
STORIES = tuple(s for s in SCENARIOS if not s.is_ruined)
"""all but the one whose papers are photographed beyond reading"""
HONEST = tuple(s for s in STORIES if not s.is_fraud)
_LOST_PAPERS, _LOST_ROWS = 0.1, 0.15
FRAUDS = tuple(s for s in STORIES if s.is_fraud)


class Told(NamedTuple):
    """The papers of a story, every value read with certainty, and the day on which they are judged."""

    documents: tuple[Document, ...]
    as_of: dt.date

    def verify(self) -> Verification:
        policy = load_policy(None, None, self.as_of)
        return verify(self.documents, (), BundleForm(), policy, self.as_of)


class Spot(NamedTuple):
    """A value of a paper: of the paper itself, or of one of its rows."""

    document: int
    row: int | None
    field: int


def told(story: Scenario, seed: int) -> Told:
    """One telling of a story."""
    case, _ = tell(seed, story, Random(f"story {seed}"))
    return Told(tuple(document_of(p, n) for n, p in enumerate(case.papers)), case.world.as_of)


def spots_of(documents: tuple[Document, ...]) -> list[Spot]:
    """Every value that was read."""
    found = []
    for d, document in enumerate(documents):
        found += [Spot(d, None, f) for f in range(len(document.fields))]
        found += [Spot(d, r, f) for r, row in enumerate(document.rows) for f in range(len(row.fields))]
    return found


def is_critical(given: Told, spot: Spot) -> bool:
    """Whether the vocabulary calls the value critical."""
    document = given.documents[spot.document]
    row = None if spot.row is None else document.rows[spot.row]
    field = (row.fields if row else document.fields)[spot.field]
    return field_spec(document.kind, field.name, row.table if row else None).critical


def without(given: Told, spots: list[Spot], reason: MissingReason) -> Told:
    """The same papers with these values not read."""
    documents = list(given.documents)
    for spot in spots:
        documents[spot.document] = _without(documents[spot.document], spot, reason)
    return Told(tuple(documents), given.as_of)


def lossy(given: Told, rng: Random) -> Told:
    """The same papers with some of them gone, and with lines of tables of which no trace was read."""
    kept = [d for d in given.documents if rng.random() > _LOST_PAPERS]
    return Told(tuple(_shortened(d, rng) for d in kept), given.as_of)


def _shortened(document: Document, rng: Random) -> Document:
    rows = tuple(row for row in document.rows if rng.random() > _LOST_ROWS)
    return msgspec.structs.replace(document, rows=rows)


def _without(document: Document, spot: Spot, reason: MissingReason) -> Document:
    if spot.row is None:
        return msgspec.structs.replace(document, fields=_blanked(document.fields, spot.field, reason))
    rows = list(document.rows)
    row = rows[spot.row]
    rows[spot.row] = Row(row.table, row.index, _blanked(row.fields, spot.field, reason))
    return msgspec.structs.replace(document, rows=tuple(rows))


def _blanked(fields: tuple[Field, ...], place: int, reason: MissingReason) -> tuple[Field, ...]:
    old = fields[place]
    return (
        *fields[:place],
        Field(name=old.name, value=None, place=old.place, missing=reason),
        *fields[place + 1 :],
    )

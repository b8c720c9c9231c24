"""From papers to dossiers: one per car, each paper in every dossier that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.document import SourceFile
from domain.field import Document, DocumentKind, Row
from domain.values import Number
from verification.cars import Car, gather
from verification.concepts import VEHICLE_TABLES
from verification.decoding import vin as vins
from verification.dossier import Dossier, Link, Paper
from verification.linking import link, link_as_told, link_to_only_car
from verification.mention import Mention, mentions_of
from verification.scope import Named, is_decided, named_by, split

_STRENGTH = list(Link)


class Assembly(msgspec.Struct, frozen=True):
    """The bundle sorted by cars."""

    dossiers: tuple[Dossier, ...]
    documents: tuple[Document, ...]
    """all papers, by id"""
    unassigned: tuple[Document, ...]
    """papers that belong to no car"""
    named: tuple[Named, ...] = ()
    """papers that name cars which the application is not about"""
    is_decided: bool = True
    """whether a licence, declaration or certificate says which cars the application is about"""


def assemble(
    documents: Iterable[Document],
    certain: float,
    files: Iterable[SourceFile] = (),
    told: Mapping[str, str] | None = None,
) -> Assembly:
    """One dossier per car, ordered by VIN; the same whatever the order of ``documents`` and ``files``.

    ``certain`` is the certainty from which a reading of a VIN is no slip. The names of the files tell which pages were
    photographed one after the other. ``told`` is what a person said by document id: the VIN of the car that the paper
    speaks of, or nothing where it speaks of no car of the bundle.
    """
    papers = tuple(sorted(documents, key=lambda d: d.id))
    told = told or {}
    mentions = [m for document in papers if document.id not in told for m in mentions_of(document)]
    cars, rest = gather(mentions, certain)
    link_as_told(cars, [document for document in papers if told.get(document.id)], told)
    single = [m for m in rest if m.row is None]
    left = link(cars, single, rank_files(files))
    cars, others = split(cars)
    link_to_only_car(cars, left)
    lines = [m for m in rest if m.row is not None]
    _link_lines(cars, lines)
    shared = tuple(document for document in papers if document.id not in told)
    dossiers = [_dossier(car, shared, len(cars), certain) for car in cars]
    dossiers.sort(key=lambda d: (d.vin.text or "~", d.id))
    assigned = {p.document.id for d in dossiers for p in d.papers}
    unassigned = tuple(d for d in papers if d.id not in assigned)
    decided = any(is_decided(car) for car in cars)
    return Assembly(tuple(dossiers), papers, unassigned, named_by(papers, cars, others), decided)


def rank_files(files: Iterable[SourceFile]) -> dict[str, int]:
    """The place of each file in the order in which a person sorts names (2 before 10), by its hash."""
    ordered = sorted((_natural(f.name), f.sha256) for f in files)
    ranks: dict[str, int] = {}
    for rank, (_, sha256) in enumerate(ordered):
        ranks.setdefault(sha256, rank)
    return ranks


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name))


def _link_lines(cars: Sequence[Car], lines: Sequence[Mention]) -> None:
    """A line without a readable VIN belongs to the car whose engine number it prints, or to the only car."""
    for mention in lines:
        fitting = [car for car in cars if mention.engines & car.engines]
        if len(fitting) == 1:
            fitting[0].add([mention], Link.ENGINE)
        elif len(cars) == 1 and len(mention.document.table(VEHICLE_TABLES[mention.document.kind])) == 1:
            cars[0].add([mention], Link.ONLY_CAR)


def _dossier(car: Car, papers: Sequence[Document], car_count: int, certain: float) -> Dossier:
    decision = car.decide()
    found: dict[str, tuple[Document, Link, list[Row]]] = {}
    for mention, how in sorted(car.mentions, key=lambda m: m[0].key):
        document, best, rows = found.get(mention.document.id, (mention.document, how, []))
        rows = [*rows, mention.row] if mention.row else rows
        found[mention.document.id] = (document, max(best, how, key=_STRENGTH.index), rows)
    for document in papers:
        if document.id not in found and _may_concern_any_car(document):
            found[document.id] = (document, Link.SHARED, [])
    own = tuple(Paper(d, how, tuple(rows)) for d, how, rows in sorted(found.values(), key=lambda f: f[0].id))
    name = decision.text or next(iter(sorted(m.document.id for m, _ in car.mentions)))
    return Dossier(f"car:{name}", decision, own, car.relations(decision, certain))


def _may_concern_any_car(document: Document) -> bool:
    """Whether a paper that lists cars has a line that could not be told, so that any car may stand there."""
    table = VEHICLE_TABLES.get(document.kind)
    if table is None:
        return False
    rows = document.table(table)
    readable = [r for r in rows if vins.is_well_formed(vins.compact(str(r.get("vin").value or "")))]
    if len(readable) < len(rows) or not rows:
        return True
    quantity = document.get("quantity").value
    if document.kind is DocumentKind.EXPORT_LICENCE and isinstance(quantity, Number):
        return quantity.number > len(readable)
    return False

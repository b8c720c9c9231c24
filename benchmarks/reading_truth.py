"""Compares what was read with what is true, field by field."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from domain.field import Document, DocumentKind, Field, Row
from domain.values import Date, Flag, Mileage, Money, Number, Text, Value
from domain.vocabulary import field_spec, spec_of


class Hit(StrEnum):
    """How a field came out."""

    EXACT = "exact"
    WRONG = "wrong"
    MISSING = "missing"


class Reading(msgspec.Struct, frozen=True):
    """One true value and what became of it."""

    bundle: str
    medium: str
    layout: str
    file: str
    page: int
    kind: str
    table: str
    field: str
    is_critical: bool
    hit: Hit
    truth: str
    got: str
    raw: str
    certainty: float


class Paper(msgspec.Struct, frozen=True):
    """A paper of the truth: where it is and what it says."""

    bundle: str
    medium: str
    layout: str
    kind: str
    subtype: str
    pages: tuple[tuple[str, int], ...]
    fields: Mapping[str, Any]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


def papers_of(bundle: str, truth: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers of a sample bundle's truth."""
    return tuple(
        Paper(
            bundle, d["medium"], d["layout"], d["kind"], d["subtype"],
            tuple((p["file"], p["page"]) for p in d["pages"]), d["fields"], d["rows"],
        )
        for d in truth["documents"]
    )  # fmt: skip


class Named(Protocol):
    """A file that was handed in."""

    @property
    def sha256(self) -> str: ...
    @property
    def name(self) -> str: ...


def names_of(files: Iterable[Named], known: Collection[str]) -> dict[str, str]:
    """Names of files by their content; of one content handed in under two names the one that the truth knows."""
    return {file.sha256: file.name for file in sorted(files, key=lambda file: file.name in known)}


def documents_of(
    paper: Paper, documents: Sequence[Document], names: Mapping[str, str]
) -> tuple[Document, ...]:
    """The documents read from that paper's pages: most shared pages first, then same kind, then most true fields.

    More than one where its pages were not put together, or lie with another paper's.
    """
    pages = set(paper.pages)

    def rank(document: Document) -> tuple[int, int, int]:
        shared = sum((names.get(ref.file, ""), ref.page) in pages for ref in document.pages)
        agreed = sum(is_same(document.get(name), value) for name, value in paper.fields.items())
        return shared, int(document.kind == paper.kind), agreed

    touching = [document for document in documents if rank(document)[0]]
    return tuple(sorted(touching, key=rank, reverse=True))


def is_shared(paper: Paper, papers: Sequence[Paper]) -> bool:
    """Whether another paper stands on one of its pages: two slips on a sheet."""
    pages = set(paper.pages)
    return any(other is not paper and pages & set(other.pages) for other in papers)


def documents_of_each(
    papers: Sequence[Paper], documents: Sequence[Document], names: Mapping[str, str]
) -> list[tuple[Document, ...]]:
    """For every paper the documents read from it, as ``documents_of`` orders them.

    Papers that share a page take one document each, the one they agree with most: a document that was read for the
    slip above says nothing about the slip below, and two slips read as one leave one of them unread.
    """
    found = [documents_of(paper, documents, names) for paper in papers]
    shared = [n for n, paper in enumerate(papers) if is_shared(paper, papers)]
    pairs = sorted(
        (
            (_agreement(papers[n], document), -place, n, document)
            for n in shared
            for place, document in enumerate(found[n])
        ),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    own: dict[int, Document] = {}
    for _, _, n, document in pairs:
        if n not in own and document.id not in {taken.id for taken in own.values()}:
            own[n] = document
    return [((own[n],) if n in own else ()) if n in shared else found[n] for n in range(len(papers))]


def _agreement(paper: Paper, document: Document) -> tuple[int, int]:
    """Same kind first, then how many true fields it has."""
    agreed = sum(is_same(document.get(name), value) for name, value in paper.fields.items())
    return int(document.kind == paper.kind), agreed


def compare(paper: Paper, documents: Sequence[Document]) -> list[Reading]:
    """One reading for every true value that the vocabulary has; all missing where the kind was not told.

    Where a paper's pages were read as several documents of its kind, the first that has a value counts: whether
    pages were put together is counted apart.
    """
    kind = DocumentKind(paper.kind)
    found = [document for document in documents if document.kind is kind]
    readings = [
        _read(paper, "", name, value, _first([document.get(name) for document in found]))
        for name, value in paper.fields.items()
        if _is_known(kind, name, None)
    ]
    for table, rows in paper.rows.items():
        readings += _compare_table(paper, table, rows, [r for d in found for r in d.table(table)])
    return readings


def _first(fields: Sequence[Field]) -> Field | None:
    """The first field that has a value, else the first."""
    return next((field for field in fields if field.value is not None), fields[0] if fields else None)


def is_same(field: Field | None, true: Any) -> bool:
    """Whether a field's value is the true one, by its type."""
    if field is None or field.value is None:
        return false_when_absent(true)
    value: Value = field.value
    match value:
        case Text(text):
            return plain(text) == plain(str(true))
        case Date(iso):
            return iso == str(true)
        case Mileage(km):
            return str(km) == str(true)
        case Money(amount):
            return amount == _decimal(true)
        case Number(number):
            return number == _decimal(true)
        case Flag(present):
            return present is bool(true)


def false_when_absent(true: Any) -> bool:
    """A flag that is not set may as well be absent."""
    return true is False


def plain(text: str) -> str:
    """NFKC, upper case, without white space: what an exact match of a text means."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def _compare_table(
    paper: Paper, table: str, rows: Sequence[Mapping[str, Any]], free: list[Row]
) -> list[Reading]:
    """Each true row, in print order, takes the free row that shares most values with it, the first of equals."""
    kind = DocumentKind(paper.kind)
    readings = []
    for true in rows:
        row = max(free, key=lambda r: sum(is_same(r.get(n), v) for n, v in true.items()), default=None)
        if row is not None:
            free.remove(row)
        readings += [
            _read(paper, table, name, value, row.get(name) if row else None)
            for name, value in true.items()
            if _is_known(kind, name, table)
        ]
    return readings


def _read(paper: Paper, table: str, name: str, true: Any, field: Field | None) -> Reading:
    spec = field_spec(DocumentKind(paper.kind), name, table or None)
    is_missing = field is None or field.value is None
    hit = Hit.EXACT if is_same(field, true) else Hit.MISSING if is_missing else Hit.WRONG
    return Reading(
        bundle=paper.bundle,
        medium=paper.medium,
        layout=paper.layout,
        file=paper.pages[0][0],
        page=paper.pages[0][1],
        kind=paper.kind,
        table=table,
        field=name,
        is_critical=spec.critical,
        hit=hit,
        truth=str(true),
        got="" if field is None or field.value is None else str(field.value),
        raw="" if field is None else field.raw,
        certainty=0.0 if field is None else field.certainty,
    )


def _is_known(kind: DocumentKind, name: str, table: str | None) -> bool:
    spec = spec_of(kind)
    fields = spec.fields if table is None else next((t.fields for t in spec.tables if t.name == table), ())
    return any(field.name == name for field in fields)


def _decimal(true: Any) -> Decimal | None:
    try:
        return Decimal(str(true))
    except InvalidOperation:
        return None

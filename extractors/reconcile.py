"""The second reader's answers back into the fields: more or less certain, never replaced in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from domain.document import PageRef, Problem
from domain.field import Candidate, Document, Extraction, Field, ReadAnswer, Row
from domain.identifiers import vin as vin_number
from domain.values import Text, Value
from extractors.certainty import ODDS, Evidence, updated
from extractors.fields import MAX_CANDIDATES
from extractors.filling import parser_for
from extractors.problems import LAYER_DIFFERS
from extractors.values.candidate import AS_PRINTED, ValueCandidate

_Key = tuple[str, str, tuple[str, int] | None]
_Place = tuple[str, tuple[str, int] | None]
"""a field by its name and its row"""
_DIGITS_ALIKE = ("068", "17", "38", "56", "49", "09", "27", "35", "58", "89", "14", "03")
"""digits that the second reader is known to take for each other (domain notes 2.0, and its own slips)"""
TEXT_LAYER = "text_layer"
SURE_ANSWER = 0.85  # an answer this sure can contradict a text layer


class _Look(NamedTuple):
    """An answer and the values that it holds."""

    answer: ReadAnswer
    seen: tuple[ValueCandidate, ...]


def reconcile(extraction: Extraction, answers: tuple[ReadAnswer, ...]) -> tuple[Document, ...]:
    """The documents with every answer weighed. Answers to unknown documents are left aside; order does not matter."""
    by_key: dict[_Key, list[ReadAnswer]] = {}
    for answer in answers:
        request = answer.request
        by_key.setdefault((request.document, request.field, request.row), []).append(answer)
    weighed = tuple(_with_answers(document, by_key) for document in extraction.documents)
    lying = frozenset(page for one in weighed for page in one.lying)
    return (
        tuple(_without_trust(one, lying) for one in weighed) if lying else tuple(w.document for w in weighed)
    )


class _Weighed(NamedTuple):
    """A document with its answers weighed, and what they tell of text layers."""

    document: Document
    lying: frozenset[PageRef]
    """pages whose layer says something that is proven to be painted otherwise"""
    borne_out: frozenset[_Place]
    """values of layers that the paint bears out"""


def _with_answers(document: Document, answers: Mapping[_Key, list[ReadAnswer]]) -> _Weighed:
    problems: list[Problem] = []
    lying: set[PageRef] = set()
    borne_out: set[_Place] = set()

    def weigh(field: Field, row: tuple[str, int] | None) -> Field:
        looks = [
            _Look(answer, _read(document, field, row, answer))
            for answer in sorted(
                answers.get((document.id, field.name, row), ()), key=lambda a: (a.source, a.text)
            )
        ]
        if field.source == TEXT_LAYER and field.value is not None and looks:
            evidence = _evidence_of_paint(field.value, looks)
            found = tuple(_differs_from_paint(field, looks))
            problems.extend(found)
            if found and field.place is not None:
                lying.add(PageRef(field.place.file, field.place.page))
            if evidence is Evidence.SECOND_AGREES:
                borne_out.add((field.name, row))
            return _with_seen(field, looks, evidence)
        for look in looks:
            field = _with_seen(field, (look,), _evidence(field.value, look.seen))
        return field

    changed = _each_field(document, weigh)
    told = msgspec.structs.replace(changed, problems=(*document.problems, *problems))
    return _Weighed(told, frozenset(lying), frozenset(borne_out))


def _without_trust(weighed: _Weighed, lying: frozenset[PageRef]) -> Document:
    """The document with all that stands in a lying layer doubted, unless its own paint was looked at and bears it out."""

    def doubt(field: Field, row: tuple[str, int] | None) -> Field:
        if field.source != TEXT_LAYER or field.place is None or (field.name, row) in weighed.borne_out:
            return field
        if PageRef(field.place.file, field.place.page) not in lying:
            return field
        return msgspec.structs.replace(field, certainty=updated(field.certainty, Evidence.LAYER_LIES))

    return _each_field(weighed.document, doubt)


def _each_field(document: Document, change: Callable[[Field, tuple[str, int] | None], Field]) -> Document:
    rows = tuple(
        Row(row.table, row.index, tuple(change(field, (row.table, row.index)) for field in row.fields))
        for row in document.rows
    )
    return msgspec.structs.replace(
        document, fields=tuple(change(field, None) for field in document.fields), rows=rows
    )


def _read(
    document: Document, field: Field, row: tuple[str, int] | None, answer: ReadAnswer
) -> tuple[ValueCandidate, ...]:
    parse = parser_for(document.kind, field.name, row[0] if row else None)
    return parse(answer.text) if answer.text.strip() else ()


def _with_seen(field: Field, looks: Sequence[_Look], evidence: Evidence) -> Field:
    """The field with what was seen among its candidates, as certain as the evidence makes it."""
    more = [
        Candidate(c.value, look.answer.text, look.answer.source, _own_certainty(c, look.answer))
        for look in looks
        for c in look.seen[:2]
    ]
    kept = _distinct([*field.candidates, *(c for c in more if c.value != field.value)])
    return msgspec.structs.replace(
        field, certainty=updated(field.certainty, evidence), candidates=tuple(kept[:MAX_CANDIDATES])
    )


def _evidence_of_paint(value: Value, looks: Sequence[_Look]) -> Evidence:
    """What all readings of the paint together say about a value of a text layer; one that bears it out is enough."""
    found = [_evidence(value, look.seen) for look in looks]
    if Evidence.SECOND_AGREES in found:
        return Evidence.SECOND_AGREES
    if len({look.answer.source for look in looks}) < 2:
        return min(found, key=lambda evidence: ODDS[evidence])
    is_silent = all(evidence is Evidence.SECOND_SILENT for evidence in found)
    return Evidence.PAINT_SILENT if is_silent else Evidence.PAINT_DIFFERS


def _evidence(value: Value | None, seen: tuple[ValueCandidate, ...]) -> Evidence:
    """What the second reading says about the first."""
    if value is None or not seen:
        return Evidence.SECOND_SILENT
    if any(c.value == value and c.factor >= 0.5 for c in seen):
        return Evidence.SECOND_AGREES
    if _is_broken(seen[0]):
        return Evidence.SECOND_SILENT
    return Evidence.SECOND_CLOSE if is_slip(value, seen[0].value) else Evidence.SECOND_DIFFERS


def _is_broken(candidate: ValueCandidate) -> bool:
    """Whether a reading contradicts its own check digit: it speaks against nothing."""
    value = candidate.value
    if isinstance(value, Text) and len(value.text) == 17 and vin_number.requires_check_digit(value.text):
        return not vin_number.is_valid(value.text)
    return candidate.how != AS_PRINTED


def is_slip(one: Value, other: Value) -> bool:
    """Whether two values differ by characters only that readers take for each other."""
    a, b = str(one), str(other)
    if isinstance(one, Text) and len(a) == 17 == len(b):
        return vin_number.differ_only_by_confusables(a, b)
    if len(a) != len(b):
        return False
    return all(
        x == y or any(x in group and y in group for group in _DIGITS_ALIKE) for x, y in zip(a, b, strict=True)
    )


def _differs_from_paint(field: Field, looks: Sequence[_Look]) -> Iterable[Problem]:
    """A problem when the text layer says something that the paint does not: no slip explains it, or two readers agree."""
    if field.value is None or _evidence_of_paint(field.value, looks) not in (
        Evidence.SECOND_DIFFERS,
        Evidence.PAINT_DIFFERS,
    ):
        return
    sure = [x for x in looks if x.seen and x.answer.score >= SURE_ANSWER and x.seen[0].factor >= 1.0]
    clear = [x for x in sure if _evidence(field.value, x.seen) is Evidence.SECOND_DIFFERS]
    alike = [x for x in sure if any(x.seen[0].value == y.seen[0].value for y in sure if y is not x)]
    if not (clear or alike):
        return
    seen = (clear or alike)[0].seen
    yield LAYER_DIFFERS.state(
        page=field.place.page if field.place is not None else None,
        written=str(field.value),
        seen=str(seen[0].value),
    )


def _own_certainty(candidate: ValueCandidate, answer: ReadAnswer) -> float:
    return round(max(0.0, min(1.0, 0.5 * candidate.factor * answer.score)), 4)


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    found: dict[tuple[Value | None, str], Candidate] = {}
    for candidate in candidates:
        found.setdefault((candidate.value, candidate.source), candidate)
    return list(found.values())

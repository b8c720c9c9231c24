"""Puts what persons decided about papers in force, and says which decisions no longer hold.

A decision about a value meets the papers as they are read now:

==== ================================ ======================== ==========================================
 no  the paper                        the machine reads there  the decision
==== ================================ ======================== ==========================================
 1   is not among the papers          --                       rests: it has no effect, nobody is asked
 2   could be several of the papers   --                       is reopened
 3   is there, the line is not        --                       is reopened
 4   is there                         as when it was decided   is kept
 5   is there                         what the person said     is kept
 6   is there                         something else, unsure   is kept
 7   is there                         something else, surely   is reopened
 8   is there                         nothing                  is kept
==== ================================ ======================== ==========================================

*Surely* is the policy's ``certainty.firm``. A decision about a paper's car knows only the rows 1, 2 and 4. Of several
decisions about one place the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from domain.decision import (
    Answer,
    Decision,
    FieldTarget,
    FindingTarget,
    Nothing,
    PaperTarget,
    Says,
    SpeaksOf,
    Unreadable,
)
from domain.field import Candidate, Document, Field, MissingReason, Row
from domain.values import Bilingual, Value
from verification.settling.told import Told

SOURCE = "person:"
"""how the source of a value begins that a person gave"""
_SEVERAL = Bilingual("现有多份单证与之对应", "several papers could be meant now")
_NO_LINE = Bilingual("单证中已没有这一行", "the paper no longer has that line")
_READ_OTHERWISE = Bilingual(
    "重新识别后读数不同：{value}", "read again, the machine is sure of another value: {value}"
)


class Reopened(msgspec.Struct, frozen=True):
    """A decision that has no effect until a person looks again."""

    decision: Decision
    reason: Bilingual


class Settled(msgspec.Struct, frozen=True):
    """The papers with the decisions in force."""

    documents: tuple[Document, ...]
    told: Told
    """for the rules"""
    reopened: tuple[Reopened, ...]
    resting: tuple[Decision, ...]
    """about papers that are not there"""


def settle(documents: Iterable[Document], decisions: Iterable[Decision], firm: float) -> Settled:
    """The papers as persons say they are; ``firm`` is the certainty from which a reading is no slip."""
    papers = {document.id: document for document in documents}
    cars: dict[str, str] = {}
    findings: dict[str, Decision] = {}
    reopened: list[Reopened] = []
    resting: list[Decision] = []
    for decision in latest(decisions):
        target = decision.target
        if isinstance(target, FindingTarget):
            findings[target.key] = decision
            continue
        found = _papers_of(target, papers.values())
        if not found:
            resting.append(decision)
        elif len(found) > 1:
            reopened.append(Reopened(decision, _SEVERAL))
        elif isinstance(decision.answer, SpeaksOf):
            cars[found[0].id] = decision.answer.vin
        elif isinstance(target, FieldTarget):
            paper = _with_value(found[0], target, decision, firm)
            if isinstance(paper, Reopened):
                reopened.append(paper)
            else:
                papers[paper.id] = paper
    return Settled(tuple(papers.values()), Told(cars, findings), tuple(reopened), tuple(resting))


def latest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The last decision about each target, in the order in which they were made."""
    last = {d.target.key: d for d in sorted(decisions, key=lambda d: d.number)}
    return tuple(sorted(last.values(), key=lambda d: d.number))


def _papers_of(target: FieldTarget | PaperTarget, papers: Iterable[Document]) -> list[Document]:
    """The paper of that id; else those of the kind that have all its pages."""
    of_kind = [paper for paper in papers if paper.kind is target.kind]
    same = [paper for paper in of_kind if paper.id == target.document]
    return same or [paper for paper in of_kind if target.pages and set(target.pages) <= set(paper.pages)]


def _with_value(paper: Document, target: FieldTarget, decision: Decision, firm: float) -> Document | Reopened:
    row = None if target.row is None else _row(paper.rows, target.row)
    if target.row is not None and row is None:
        return Reopened(decision, _NO_LINE)
    place = paper if row is None else row
    field = place.get(target.field)
    other = _contradicting(field, decision, firm)
    if other is not None:
        return Reopened(decision, _otherwise(other))
    told = msgspec.structs.replace(place, fields=_put(place.fields, _said(field, decision)))
    if isinstance(told, Document):
        return told
    return msgspec.structs.replace(paper, rows=tuple(told if r is row else r for r in paper.rows))


def _row(rows: Sequence[Row], wanted: tuple[str, int]) -> Row | None:
    return next((row for row in rows if (row.table, row.index) == wanted), None)


def _contradicting(field: Field, decision: Decision, firm: float) -> Value | None:
    """What the machine is sure to read now, where it is neither what it read then nor what the person said."""
    known = (decision.seen, decision.answer.value if isinstance(decision.answer, Says) else None)
    if field.value is None or field.value in known or field.certainty < firm:
        return None
    return field.value


def _otherwise(value: Value) -> Bilingual:
    return Bilingual(_READ_OTHERWISE.zh.format(value=value), _READ_OTHERWISE.en.format(value=value))


def _said(field: Field, decision: Decision) -> Field:
    """The field as the person says it is; what the machine read stays as raw text, place and candidate."""
    read = () if field.value is None else (Candidate(field.value, field.raw, field.source, field.certainty),)
    return Field(
        name=field.name,
        value=decision.answer.value if isinstance(decision.answer, Says) else None,
        raw=field.raw,
        place=field.place,
        source=f"{SOURCE}{decision.number}",
        certainty=1.0,
        missing=_missing(decision.answer),
        candidates=(*read, *field.candidates),
    )


def _missing(answer: Answer) -> MissingReason | None:
    if isinstance(answer, Nothing):
        return MissingReason.BLANK
    return MissingReason.UNREADABLE if isinstance(answer, Unreadable) else None


def _put(fields: tuple[Field, ...], told: Field) -> tuple[Field, ...]:
    if any(field.name == told.name for field in fields):
        return tuple(told if field.name == told.name else field for field in fields)
    return (*fields, told)

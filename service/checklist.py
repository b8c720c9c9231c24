"""The checklist of a draft: per car and kind of paper what is there, missing, doubtful or contradicting.

What is required is not decided here a second time: it is taken from what the rules said, so that the list and the
verdict cannot drift apart. Pure functions of a ``Result``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from domain.checklist import CarChecklist, CheckLine, CheckStatus
from domain.document import PageRef
from domain.field import Document, DocumentKind
from domain.finding import Answer, DossierResult, Finding, Outcome, Question, Verdict
from domain.result import Result
from domain.values import Bilingual
from domain.vocabulary import spec_of

K = DocumentKind


class _Kind(msgspec.Struct, frozen=True):
    """A line of the list: which papers fill it, and which rules and question speak of its absence."""

    name: str
    title: Bilingual
    kinds: tuple[DocumentKind, ...]
    presence: str = ""
    """rule that says whether such a paper is there"""
    question: Question | None = None


def _plain(kind: DocumentKind) -> _Kind:
    spec = spec_of(kind)
    return _Kind(kind, Bilingual(spec.zh, spec.en), (kind,), PAPERS_REQUIRED)


PAPERS_REQUIRED = "papers_required"
LETTER_PRESENT = "letter_present"
MAINTENANCE_PRESENT = "maintenance_present"
_LETTER = spec_of(K.CONFIRMATION_LETTER)

LINES: tuple[_Kind, ...] = (
    _plain(K.REGISTRATION_CERTIFICATE),
    _plain(K.VEHICLE_LICENCE),
    _Kind("confirmation_letter", Bilingual(_LETTER.zh, _LETTER.en), (K.CONFIRMATION_LETTER,), LETTER_PRESENT,
          Question.LETTER_VALID),
    _Kind("maintenance", Bilingual("维修保养结算清单及发票", "bills and invoices of service"),
          (K.REPAIR_BILL, K.VAT_INVOICE, K.DIGITAL_INVOICE), MAINTENANCE_PRESENT, Question.MAINTENANCE_SHOWN),
    _plain(K.EXPORT_LICENCE),
    _plain(K.EXPORT_DECLARATION),
)  # fmt: skip

_ABSENCES = {line.presence for line in LINES}
"""rules whose findings belong to the line of the paper that is missing, not to the papers that show it must be there"""


def checklist(result: Result) -> tuple[CarChecklist, ...]:
    """The list of every car of the result, in its order."""
    documents = {document.id: document for document in result.documents}
    return tuple(_car(car, documents) for car in result.dossiers)


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that ask something of somebody."""
    return tuple(finding for finding in findings if finding.effect is not Verdict.CLEAR)


def _car(car: DossierResult, documents: dict[str, Document]) -> CarChecklist:
    asking = open_findings(car.findings)
    own = [documents[id] for id in car.documents if id in documents]
    lines = tuple(_line(kind, car, asking, own) for kind in LINES)
    told = {id(finding) for kind in LINES for finding in _of_absence(kind, asking)}
    rest = [finding for finding in asking if id(finding) not in told]
    values = {value.name: "" if value.value is None else str(value.value) for value in car.values}
    return CarChecklist(
        id=car.id,
        vin=car.vin,
        plate=values.get("plate", ""),
        model=" ".join(filter(None, (values.get("brand", ""), values.get("model", "")))),
        lines=lines,
        contradictions=tuple(finding for finding in rest if is_contradiction(finding)),
        remarks=tuple(finding for finding in rest if not is_contradiction(finding)),
    )


def is_contradiction(finding: Finding) -> bool:
    """Whether it shows two readings that do not fit together."""
    return finding.outcome is Outcome.DISAGREES and len(finding.evidence) > 1


def _line(kind: _Kind, car: DossierResult, asking: Sequence[Finding], own: Sequence[Document]) -> CheckLine:
    papers = [document for document in own if document.kind in kind.kinds]
    pages = tuple(page for document in papers for page in document.pages)
    absent = _of_absence(kind, asking)
    if absent:
        worst = absent[0]
        is_missing = worst.outcome is Outcome.DISAGREES
        status = CheckStatus.MISSING if is_missing else CheckStatus.DOUBTFUL
        return CheckLine(kind.name, kind.title, status, pages, worst.message, worst.advice)
    if not papers:
        return _without_papers(kind, car)
    mine = {document.id for document in papers}
    about = [each for each in asking if each.rule not in _ABSENCES and _speaks_of(each, mine)]
    against = next((f for f in about if is_contradiction(f)), None)
    shown = against or next(iter(about), None)
    if shown is None:
        return CheckLine(kind.name, kind.title, CheckStatus.THERE, pages)
    status = CheckStatus.CONTRADICTING if against else CheckStatus.DOUBTFUL
    return CheckLine(kind.name, kind.title, status, pages, shown.message, shown.advice)


def _speaks_of(finding: Finding, papers: set[str]) -> bool:
    """Whether it concerns these papers: one of several that contradict, or else they alone."""
    named = [evidence.document in papers for evidence in finding.evidence]
    return any(named) if is_contradiction(finding) else bool(named) and all(named)


def _without_papers(kind: _Kind, car: DossierResult) -> CheckLine:
    """No paper, and no rule complains: not required, or another paper stands in for it as the answer says."""
    found = next((answer for answer in car.questions if answer.question is kind.question), None)
    if found is None or found.answer is Answer.NOT_REQUIRED:
        return CheckLine(kind.name, kind.title, CheckStatus.NOT_REQUIRED)
    pages = tuple({PageRef(e.place.file, e.place.page): None for e in found.evidence if e.place is not None})
    status = CheckStatus.THERE if found.answer is Answer.YES else CheckStatus.DOUBTFUL
    return CheckLine(kind.name, kind.title, status, pages, found.reason)


def _of_absence(kind: _Kind, asking: Sequence[Finding]) -> list[Finding]:
    """What the rules say of such a paper not being there, or not enough of it."""
    found = [finding for finding in asking if finding.rule == kind.presence]
    if kind.presence == PAPERS_REQUIRED:  # speaks of all kinds, and names the one it misses
        return [finding for finding in found if kind.title.zh in finding.message.zh]
    return found

"""What the report shows, in the order in which a clerk asks for it: made of a result, ready for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.document import Page, Place
from domain.field import Document, Field
from domain.finding import DossierResult, Evidence, Finding, Outcome, QuestionAnswer, Verdict
from domain.result import Result
from domain.values import Bilingual
from domain.vocabulary import spec_of
from web.reports.crops import Crop
from web.reports.timeline import Timeline, lay_out
from web.reports.words import field_words, label_of


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One place that a finding compared, with its picture."""

    evidence: Evidence
    file_name: str
    """empty when it stands on no paper (the exporter's form)"""
    page: Page | None
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class FindingView:
    finding: Finding
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    answer: QuestionAnswer
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class FindingGroups:
    """Findings by what they do: decide the verdict, ask for something, are only told, agree."""

    deciding: tuple[FindingView, ...]
    asking: tuple[FindingView, ...]
    noted: tuple[FindingView, ...]
    agreeing: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    label: Bilingual
    field: Field
    row: int | None
    """1-based line of its table"""


@dataclass(frozen=True, slots=True)
class DocumentView:
    document: Document
    kind: Bilingual
    pages: tuple[tuple[str, int], ...]
    """file name and page number"""
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class CarView:
    dossier: DossierResult
    anchor: str
    questions: tuple[QuestionView, ...]
    findings: FindingGroups
    timeline: Timeline | None
    values: tuple[tuple[Bilingual, str, float, int], ...]
    """name, value, certainty, number of sightings"""
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class BundleView:
    result: Result
    anchor: str
    cars: tuple[CarView, ...]
    findings: FindingGroups
    documents: tuple[DocumentView, ...]


def places_of(result: Result) -> Iterator[Place]:
    """Every place that the report shows a picture of, those of findings that ask for something first."""
    findings = [*result.findings, *(f for dossier in result.dossiers for f in dossier.findings)]
    for finding in sorted(findings, key=lambda f: f.effect is Verdict.CLEAR):
        yield from (e.place for e in finding.evidence if e.place is not None)


def bundle_view(result: Result, crops: dict[Place, Crop], number: int) -> BundleView:
    """The view of one bundle; ``number`` tells its anchors from other bundles'."""
    context = _Context(result, crops)
    anchor = f"bundle-{number}"
    return BundleView(
        result=result,
        anchor=anchor,
        cars=tuple(_car(d, context, f"{anchor}-car-{n}") for n, d in enumerate(result.dossiers, 1)),
        findings=_group(result.findings, (), context),
        documents=tuple(_document(document, context) for document in result.documents),
    )


class _Context:
    """Look-ups that every part of the view needs."""

    def __init__(self, result: Result, crops: dict[Place, Crop]) -> None:
        self.file_names = {file.sha256: file.name for file in reversed(result.files)}
        self.pages = {(file.sha256, page.number): page for file in result.files for page in file.pages}
        self.documents = {document.id: document for document in result.documents}
        self.crops = crops

    def evidence(self, evidence: Evidence) -> EvidenceView:
        place = evidence.place
        if place is None:
            document = self.documents.get(evidence.document)
            name = self.file_names.get(document.pages[0].file, "") if document and document.pages else ""
            return EvidenceView(evidence, name, None, None)
        page = self.pages.get((place.file, place.page))
        return EvidenceView(
            evidence, self.file_names.get(place.file, place.file[:12]), page, self.crops.get(place)
        )


def _car(dossier: DossierResult, context: _Context, anchor: str) -> CarView:
    return CarView(
        dossier=dossier,
        anchor=anchor,
        questions=tuple(QuestionView(q, tuple(map(context.evidence, q.evidence))) for q in dossier.questions),
        findings=_group(dossier.findings, dossier.reasons, context),
        timeline=lay_out(dossier.timeline),
        values=tuple(
            (field_words(v.name), "" if v.value is None else str(v.value), v.certainty, len(v.sightings))
            for v in dossier.values
        ),
        documents=tuple(
            _document(context.documents[id], context) for id in dossier.documents if id in context.documents
        ),
    )


def _group(findings: Sequence[Finding], reasons: Sequence[str], context: _Context) -> FindingGroups:
    """Deciding findings in the order of ``reasons``; without reasons, those that ask for something decide."""
    views = [FindingView(finding, tuple(map(context.evidence, finding.evidence))) for finding in findings]
    asks = [view for view in views if view.finding.effect is not Verdict.CLEAR]
    order = {rule: n for n, rule in enumerate(reasons)}
    deciding = [view for view in asks if not reasons or view.finding.rule in order]
    deciding.sort(
        key=lambda view: (view.finding.effect is not Verdict.REFUSE, order.get(view.finding.rule, 0))
    )
    rest = [view for view in views if view.finding.effect is Verdict.CLEAR]
    return FindingGroups(
        deciding=tuple(deciding),
        asking=tuple(view for view in asks if view not in deciding),
        noted=tuple(view for view in rest if view.finding.outcome is not Outcome.AGREES),
        agreeing=tuple(view for view in rest if view.finding.outcome is Outcome.AGREES),
    )


def _document(document: Document, context: _Context) -> DocumentView:
    spec = spec_of(document.kind)
    fields = [FieldView(label_of(document.kind, f.name), f, None) for f in document.fields]
    for row in document.rows:
        fields += [
            FieldView(label_of(document.kind, f.name, row.table), f, row.index + 1) for f in row.fields
        ]
    return DocumentView(
        document=document,
        kind=Bilingual(spec.zh, spec.en),
        pages=tuple((context.file_names.get(p.file, p.file[:12]), p.page) for p in document.pages),
        fields=tuple(fields),
    )

"""What a person is asked: the values and findings that keep a bundle from a verdict, the most settling first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from domain.decision import FieldTarget, FindingTarget, finding_target
from domain.field import Document
from domain.finding import Evidence, Finding, Verdict, Verification
from verification.settling.values import SOURCE
from verification.verdict import weightiness


class OpenFinding(msgspec.Struct, frozen=True):
    """A finding that speaks against a car and that no person has weighed."""

    car: str
    """id of the dossier; empty for a finding about the bundle"""
    vin: str
    finding: Finding

    @property
    def target(self) -> FindingTarget:
        return finding_target(self.car, self.finding)


class Doubt(msgspec.Struct, frozen=True):
    """One question to a person: what a paper prints at a place, or what a finding means."""

    target: FieldTarget | FindingTarget
    findings: tuple[OpenFinding, ...]
    """those that hang on it, weightiest first; of a finding's doubt, itself alone"""
    shown: tuple[Evidence, ...]
    """places to be looked at side by side; of a value's doubt its own place comes first"""


def doubts(verification: Verification, documents: Iterable[Document], firm: float) -> tuple[Doubt, ...]:
    """All that is in doubt; the doubt on which most findings hang comes first. Values come before findings.

    A value is in doubt when an open finding rests on it and it was not read, or read with less than ``firm``, and no
    person has said what it is. A finding is asked about when none of its values is in doubt.
    """
    papers = {document.id: document for document in documents}
    found = list(open_findings(verification))
    values: dict[str, tuple[FieldTarget, Evidence, list[OpenFinding]]] = {}
    settled: list[OpenFinding] = []
    for each in found:
        places = [e for e in each.finding.evidence if _is_doubtful(e, papers, firm)]
        for evidence in places:
            target = _target(evidence, papers[evidence.document])
            values.setdefault(target.key, (target, evidence, []))[2].append(each)
        if not places:
            settled.append(each)
    of_values = [_of_value(target, evidence, hanging) for target, evidence, hanging in values.values()]
    of_findings = [Doubt(each.target, (each,), each.finding.evidence) for each in settled]
    return (*sorted(of_values, key=_order), *sorted(of_findings, key=_order))


def open_findings(verification: Verification) -> Iterator[OpenFinding]:
    """Findings against a car or the bundle that no person has weighed, each once, in the order of the result."""
    for finding in verification.findings:
        if _is_open(finding):
            yield OpenFinding("", "", finding)
    about_bundle = {finding_target("", f).key for f in verification.findings}
    for dossier in verification.dossiers:
        for finding in dossier.findings:
            if _is_open(finding) and finding_target("", finding).key not in about_bundle:
                yield OpenFinding(dossier.id, dossier.vin, finding)


def _is_open(finding: Finding) -> bool:
    return finding.effect is not Verdict.CLEAR and finding.settled is None


def _is_doubtful(evidence: Evidence, papers: Mapping[str, Document], firm: float) -> bool:
    if evidence.document not in papers or evidence.source.startswith(SOURCE):
        return False
    return evidence.value is None or evidence.certainty < firm


def _target(evidence: Evidence, paper: Document) -> FieldTarget:
    return FieldTarget(paper.id, paper.kind, paper.pages, evidence.field, evidence.row)


def _of_value(target: FieldTarget, evidence: Evidence, hanging: Sequence[OpenFinding]) -> Doubt:
    findings = tuple(sorted(hanging, key=_graveness))
    others = [e for each in findings for e in each.finding.evidence if e.place != evidence.place]
    shown = {(e.document, e.row, e.field): e for e in (evidence, *others)}
    return Doubt(target, findings, tuple(shown.values()))


def _graveness(each: OpenFinding) -> tuple[tuple[int, int, int], str]:
    return weightiness(each.finding), each.finding.rule


def _order(doubt: Doubt) -> tuple[int, tuple[int, int, int], str]:
    return -len(doubt.findings), weightiness(doubt.findings[0].finding), doubt.target.key

"""Compares verdicts with the truth: genuine cars cleared, frauds cleared, the deciding place named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from benchmarks.reading_truth import names_of
from domain.finding import DossierResult, Evidence, Verdict
from domain.result import Result


class Judged(msgspec.Struct, frozen=True):
    """One car of one bundle."""

    bundle: str
    scenario: str
    medium: str
    vin: str
    expected: str
    got: str
    """empty when no dossier was made for that VIN"""
    reasons: str
    is_place_named: bool
    """whether a finding that weighs points at a page on which the deciding fact stands; true where none is asked"""

    @property
    def is_fraud_cleared(self) -> bool:
        return self.expected != Verdict.CLEAR and self.got == Verdict.CLEAR


def judge(bundle: str, truth: Mapping[str, Any], result: Result) -> list[Judged]:
    """One line for every true car."""
    known = {page["file"] for document in truth["documents"] for page in document["pages"]}
    names = names_of(result.files, known)
    judged = []
    for vin, expected in truth["verdicts"].items():
        dossier = _dossier_of(vin, result)
        judged.append(
            Judged(
                bundle=bundle,
                scenario=truth["scenario"],
                medium=truth["medium"],
                vin=vin,
                expected=str(expected),
                got=dossier.verdict if dossier else "",
                reasons=" ".join(dossier.reasons) if dossier else "",
                is_place_named=_is_named(vin, truth, dossier, result, names),
            )
        )
    return judged


def _dossier_of(vin: str, result: Result) -> DossierResult | None:
    """The dossier of that VIN, or the only one whose VIN is one or two characters off."""
    exact = [d for d in result.dossiers if d.vin == vin]
    if exact:
        return exact[0]
    near = [
        d
        for d in result.dossiers
        if len(d.vin) == 17 and sum(a != b for a, b in zip(d.vin, vin, strict=True)) <= 2
    ]
    return near[0] if len(near) == 1 else None


def _is_named(
    vin: str,
    truth: Mapping[str, Any],
    dossier: DossierResult | None,
    result: Result,
    names: Mapping[str, str],
) -> bool:
    places = {
        (fact["file"], fact["page"]) for fact in truth["deciding"] if fact["vin"] == vin and "file" in fact
    }
    if not places:
        return True
    findings = [
        f for f in (*(dossier.findings if dossier else ()), *result.findings) if f.effect is not Verdict.CLEAR
    ]
    named = {_place(evidence, names) for finding in findings for evidence in finding.evidence}
    problems = {(file.name, p.page or 1) for file in result.files for p in file.problems}
    problems |= {(file.name, page.number) for file in result.files for page in file.pages if page.problems}
    return bool(places & (named | problems))


def _place(evidence: Evidence, names: Mapping[str, str]) -> tuple[str, int]:
    return (names.get(evidence.place.file, ""), evidence.place.page) if evidence.place else ("", 0)

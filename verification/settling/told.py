"""What persons told the rules: which car a paper speaks of, and what a finding means."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from domain.decision import Decision, Weighs, Weight, finding_target
from domain.document import Actor
from domain.finding import Finding, Settlement, Verdict


class Told(msgspec.Struct, frozen=True):
    """Decisions in force that are no values of papers."""

    cars: Mapping[str, str] = {}
    """by document id: VIN of the car that it speaks of; empty for none of the bundle"""
    findings: Mapping[str, Decision] = {}
    """by key of the finding's target"""


NOTHING_TOLD = Told()


def weighed(finding: Finding, car: str, told: Told) -> Finding:
    """The finding with the weight that a person gave it; as it is where nobody did, or where it speaks for the car."""
    if not told.findings or finding.effect is Verdict.CLEAR:
        return finding
    decision = told.findings.get(finding_target(car, finding).key)
    if decision is None or not isinstance(decision.answer, Weighs):
        return finding
    is_accepted = decision.answer.weight is Weight.ACCEPTED
    return msgspec.structs.replace(
        finding,
        effect=Verdict.CLEAR if is_accepted else Verdict.REFUSE,
        next_action=Actor.NOBODY,
        settled=Settlement(decision.number, decision.answer.reason),
    )

"""What ``verification`` says: findings of single rules, answers to the three questions, verdicts."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.document import Actor, Place, Severity
from domain.values import Bilingual, Date, Mileage, Value


class Outcome(StrEnum):
    """The three outcomes of every comparison."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNDETERMINED = "undetermined"


class Verdict(StrEnum):
    """What is recommended for one car; a bundle's is the worst of its cars'."""

    CLEAR = "clear"
    REVIEW = "review"
    REFUSE = "refuse"

    def worse(self, other: Verdict) -> Verdict:
        """The more severe of two."""
        order = (Verdict.CLEAR, Verdict.REVIEW, Verdict.REFUSE)
        return max(self, other, key=order.index)


class Evidence(msgspec.Struct, frozen=True):
    """One reading that a finding compared."""

    label: Bilingual
    """which field of which paper, as a person says it"""
    document: str
    """document id; empty for the exporter's form"""
    field: str
    row: tuple[str, int] | None
    value: Value | None
    raw: str
    place: Place | None
    certainty: float
    source: str


class Settlement(msgspec.Struct, frozen=True):
    """What the office made of a finding."""

    decision: int
    """number of the decision within the bundle"""
    reason: Bilingual


class Finding(msgspec.Struct, frozen=True):
    """What one rule says about one dossier or about the bundle."""

    rule: str
    outcome: Outcome
    severity: Severity
    """the weight that the policy gives this rule"""
    effect: Verdict
    """what this finding alone makes of the verdict"""
    message: Bilingual
    basis: Bilingual
    """law, standard or clerk's rule it rests on"""
    evidence: tuple[Evidence, ...] = ()
    next_action: Actor = Actor.NOBODY
    advice: Bilingual | None = None
    """what the one who acts next should do"""
    settled: Settlement | None = None
    """what a person decided about it; ``effect`` then says what that makes of the verdict"""


class Question(StrEnum):
    """The questions that are never merged (domain notes 4.9); the second and third are reported apart."""

    RULE_APPLIES = "rule_applies"
    """is the export applied for within 180 days of registration?"""
    LETTER_VALID = "letter_valid"
    """is the manufacturer's confirmation there and valid?"""
    MAINTENANCE_SHOWN = "maintenance_shown"
    """is after-sales maintenance information there?"""
    HISTORY_CREDIBLE = "history_credible"
    """is the claimed service history credible?"""


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    INSUFFICIENT = "insufficient"
    NOT_REQUIRED = "not_required"


class QuestionAnswer(msgspec.Struct, frozen=True):
    question: Question
    answer: Answer
    reason: Bilingual
    evidence: tuple[Evidence, ...] = ()


class TimelineEvent(msgspec.Struct, frozen=True):
    """A dated fact of one car, with the odometer where the paper prints it."""

    date: Date
    kind: str
    """``factory``, ``registration``, ``service``, ``transfer``, ``export_endorsement``, ``letter``,
    ``application``, ``licence_issue``, ``declaration``, ``export``, ``invoice``"""
    label: Bilingual
    mileage: Mileage | None
    evidence: tuple[Evidence, ...]


class ResolvedValue(msgspec.Struct, frozen=True):
    """A value of the dossier judged over all its sightings."""

    name: str
    value: Value | None
    certainty: float
    sightings: tuple[Evidence, ...]


class DossierResult(msgspec.Struct, frozen=True):
    """Everything said about one vehicle."""

    vin: str
    """the VIN as resolved; empty when no VIN could be told"""
    id: str
    """stable id within the bundle, used where a VIN is doubtful"""
    verdict: Verdict
    next_action: Actor
    reasons: tuple[str, ...]
    """rules of the findings that decided the verdict, weightiest first; empty when clear"""
    summary: Bilingual
    questions: tuple[QuestionAnswer, ...]
    findings: tuple[Finding, ...]
    timeline: tuple[TimelineEvent, ...]
    values: tuple[ResolvedValue, ...]
    documents: tuple[str, ...]
    """ids of the papers that speak of this car"""
    zero_km_score: int = 0
    """information for the officer, never decides (domain notes 4.7)"""


class Verification(msgspec.Struct, frozen=True):
    """What ``verification.verify`` gives for a bundle."""

    verdict: Verdict
    policy: str
    """id of the policy pack that was used"""
    dossiers: tuple[DossierResult, ...]
    findings: tuple[Finding, ...]
    """about the bundle as a whole"""
    unassigned: tuple[str, ...] = ()
    """ids of documents that belong to no dossier"""

"""What a person decided about a value, a paper or a finding; it stands beside what the machine read, never over it.

A decision names its target by content (page of a file, field, rule), so that it is found again after the papers were
read once more. ``verification.settling`` applies decisions and says which of them no longer hold.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

import msgspec

from domain.document import PageRef
from domain.field import DocumentKind
from domain.finding import Finding
from domain.values import Bilingual, Value


class FieldTarget(msgspec.Struct, frozen=True, tag_field="type", tag="field"):
    """One field of one paper, or of one line of its tables."""

    document: str
    kind: DocumentKind
    pages: tuple[PageRef, ...]
    """of the paper when it was decided"""
    field: str
    row: tuple[str, int] | None = None
    """(table, index)"""

    @property
    def key(self) -> str:
        """The same for every decision about this place."""
        row = f"{self.row[0]}:{self.row[1]}" if self.row else ""
        return f"field|{self.document}|{row}|{self.field}"


class PaperTarget(msgspec.Struct, frozen=True, tag_field="type", tag="paper"):
    """One paper as a whole: which car it speaks of."""

    document: str
    kind: DocumentKind
    pages: tuple[PageRef, ...]

    @property
    def key(self) -> str:
        return f"paper|{self.document}"


class FindingTarget(msgspec.Struct, frozen=True, tag_field="type", tag="finding"):
    """One finding about one car, with the values that it rested on."""

    car: str
    """id of the dossier; empty for a finding about the bundle"""
    rule: str
    evidence: str
    """digest of the values that it rests on, see ``finding_target``"""

    @property
    def key(self) -> str:
        return f"finding|{self.car}|{self.rule}|{self.evidence}"


Target = FieldTarget | PaperTarget | FindingTarget


class Says(msgspec.Struct, frozen=True, tag_field="type", tag="says"):
    """The paper prints this value there."""

    value: Value


class Nothing(msgspec.Struct, frozen=True, tag_field="type", tag="nothing"):
    """The paper prints nothing there."""


class Unreadable(msgspec.Struct, frozen=True, tag_field="type", tag="unreadable"):
    """Something is printed there that no person can read either."""


class SpeaksOf(msgspec.Struct, frozen=True, tag_field="type", tag="speaks_of"):
    """The paper speaks of the car with this VIN; of no car of the bundle where it is empty."""

    vin: str


class Weight(StrEnum):
    """What a person makes of a finding."""

    ACCEPTED = "accepted"
    """no reason against the car"""
    UPHELD = "upheld"
    """a reason to refuse the car"""


class Weighs(msgspec.Struct, frozen=True, tag_field="type", tag="weighs"):
    """What the finding means for the car, and why."""

    weight: Weight
    reason: Bilingual
    """from the policy's list, or the person's own words in both places"""


Answer = Says | Nothing | Unreadable | SpeaksOf | Weighs


class Decision(msgspec.Struct, frozen=True):
    """One answer of one person."""

    number: int
    """1-based within the bundle; a later decision about the same target takes the place of an earlier one"""
    target: Target
    answer: Answer
    person: str
    """id of who decided; shown as the office outside it"""
    seen: Value | None = None
    """of a field: what the machine had read when it was decided"""


def finding_target(car: str, finding: Finding) -> FindingTarget:
    """The name of a finding: another when a value that it rests on changes; ``car`` is the dossier's id or empty."""
    lines = sorted(f"{e.document}|{e.row}|{e.field}|{e.value}" for e in finding.evidence)
    text = "\n".join(lines or [finding.message.zh])
    return FindingTarget(car, finding.rule, hashlib.sha256(text.encode()).hexdigest()[:16])

"""What the papers of a draft amount to, car by car, as the exporter is told before anything is handed in; no verdict."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.document import PageRef
from domain.finding import Evidence, Finding
from domain.values import Bilingual


class CheckStatus(StrEnum):
    """How it stands with one kind of paper of one car."""

    THERE = "there"
    MISSING = "missing"
    DOUBTFUL = "doubtful"
    """it is there, or may be needed, and somebody must look"""
    CONTRADICTING = "contradicting"
    NOT_REQUIRED = "not_required"


class CheckLine(msgspec.Struct, frozen=True):
    """One kind of paper."""

    name: str
    """a kind of ``domain.field.DocumentKind``, or ``maintenance`` for bills and invoices together"""
    title: Bilingual
    status: CheckStatus
    pages: tuple[PageRef, ...] = ()
    """where it was found"""
    reason: Bilingual | None = None
    advice: Bilingual | None = None
    """what to do"""


class CarChecklist(msgspec.Struct, frozen=True):
    """One car."""

    id: str
    """of its dossier"""
    vin: str
    """empty when it could not be told"""
    plate: str
    model: str
    """brand and model as the papers name them"""
    lines: tuple[CheckLine, ...]
    contradictions: tuple[Finding, ...]
    """what does not fit together, each with the places that were compared"""
    remarks: tuple[Finding, ...]
    """what else somebody should look at, and is not told in a line"""

    @property
    def open_count(self) -> int:
        """How many things are missing, doubtful or contradicting."""
        undone = (CheckStatus.MISSING, CheckStatus.DOUBTFUL)
        return (
            sum(line.status in undone for line in self.lines) + len(self.contradictions) + len(self.remarks)
        )


class Proposal(msgspec.Struct, frozen=True):
    """What one paper says for an entry of the form."""

    value: str
    """as the form takes it: an ISO date, an ISO 3166 alpha-3 code, a compact number"""
    kind: Bilingual
    """which paper says so"""
    evidence: Evidence


class FormProposals(msgspec.Struct, frozen=True):
    """What the papers say for each entry of the form, the best source first; several where papers disagree."""

    application_date: tuple[Proposal, ...] = ()
    destination: tuple[Proposal, ...] = ()
    contract_number: tuple[Proposal, ...] = ()
    exporter_name: tuple[Proposal, ...] = ()
    exporter_uscc: tuple[Proposal, ...] = ()

"""The result of a bundle as it leaves the program: JSON by ``docs/result.schema.json``."""

from __future__ import annotations

import msgspec

from domain.bundle_form import BundleForm
from domain.document import PageRef, SourceFile
from domain.field import Document
from domain.finding import DossierResult, Finding, Verdict
from domain.values import Bilingual, Date

SCHEMA_VERSION = "1.1"


class NotRead(msgspec.Struct, frozen=True):
    """A file or page that gave nothing, and why."""

    name: str
    where: PageRef | None
    reason: Bilingual


class Result(msgspec.Struct, frozen=True):
    """One bundle, verified."""

    schema_version: str
    paper_set_id: str
    """content hash of names, bytes and form: the same papers and form have the same id"""
    name: str
    as_of: Date
    policy: str
    versions: dict[str, str]
    """stage -> version that produced it"""
    index_revision: int
    """revision of the cross-bundle index that the rules saw; 0 when none was asked"""
    form: BundleForm
    verdict: Verdict
    files: tuple[SourceFile, ...]
    documents: tuple[Document, ...]
    dossiers: tuple[DossierResult, ...]
    findings: tuple[Finding, ...]
    unassigned: tuple[str, ...]
    not_read: tuple[NotRead, ...]

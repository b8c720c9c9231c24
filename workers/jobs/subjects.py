"""What a job works on, as the text that stands in its row, and the row itself. Same work, same id."""

from __future__ import annotations

import hashlib

import msgspec

from storage.jobs.ledger import Job
from workers.stages.versions import Versions


class PageSubject(msgspec.Struct, frozen=True):
    """One page of one content."""

    sha256: str
    number: int
    """1-based"""


class AgainSubject(msgspec.Struct, frozen=True):
    """One group of places that the second reader shall see."""

    extraction: str
    """object key of the ``Extraction``"""
    group: int
    """0-based"""


class ReconcileSubject(msgspec.Struct, frozen=True):
    """An extraction and the second reader's answers to it."""

    extraction: str
    answers: tuple[str, ...]
    """object keys of tuples of ``ReadAnswer``; a group that could not be read is left out"""


class VerifySubject(msgspec.Struct, frozen=True):
    """All that a verification depends on."""

    verification: str
    files: str
    """object key of ``Collected``; empty when collecting failed"""
    documents: str
    """object key of the reconciled documents; empty when no documents could be made"""
    failed: tuple[str, ...] = ()
    """ids of the jobs that were given up on the way"""


def pack(subject: msgspec.Struct) -> str:
    """The text of a subject."""
    return msgspec.json.encode(subject).decode()


def page_subject(job: Job) -> PageSubject:
    """The page that a ``read_page`` job is about."""
    return msgspec.json.decode(job.subject, type=PageSubject)


def start_of_pages(sha256: str) -> str:
    """How the packed ``PageSubject`` of every page of that content begins."""
    return pack(PageSubject(sha256, 0)).partition(",")[0] + ","


def digest(*parts: str) -> str:
    """SHA-256 over texts, with their borders."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def new_job(
    paper_set_id: str, step: str, subject: str, label: str, queue: str, versions: Versions, now: float
) -> Job:
    """The row of a job that nobody has begun."""
    version = versions.of(step)
    return Job(
        id=digest(paper_set_id, step, subject, version),
        paper_set_id=paper_set_id,
        step=step,
        subject=subject,
        version=version,
        label=label,
        queue=queue,
        created_at=now,
        updated_at=now,
    )

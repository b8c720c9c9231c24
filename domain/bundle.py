"""What an exporter owns, as those who may see it see it. Times are aware, ids are random."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from domain.bundle_form import BundleForm
from domain.document import Problem
from domain.field import DocumentKind
from domain.finding import Verdict
from domain.lifecycle import State


class FileProgress(StrEnum):
    """How far a file of a bundle is, as one word."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    """all its pages were read, or all that will ever be"""
    FAILED = "failed"
    """nothing could be made of it; its problems say why and what to do"""
    NOTED = "noted"
    """of no concern: a system file, a form, an archive whose members are files of their own"""


class Paper(msgspec.Struct, frozen=True):
    """A paper recognised in a file."""

    kind: DocumentKind
    pages: tuple[int, ...]
    """1-based pages of the file"""
    vins: tuple[str, ...] = ()
    number: str = ""
    """its own number where it prints one: invoice, declaration, licence or certificate number"""
    date: str = ""
    """its own date, ISO, as precise as it was read"""


class SubmittedFile(msgspec.Struct, frozen=True):
    """A file of a bundle."""

    id: str
    name: str
    """as the exporter named it; members of an archive as ``archive.zip/inner.pdf``"""
    sha256: str
    size: int
    added_at: dt.datetime
    progress: FileProgress
    page_count: int = 0
    """0 while it is not known"""
    pages_read: int = 0
    media_type: str = ""
    problems: tuple[Problem, ...] = ()
    papers: tuple[Paper, ...] = ()
    """papers recognised in it; empty until all its pages were read"""
    archive: str = ""
    """id of the archive that it came in; such a file goes and comes with it"""
    has_thumbnail: bool = False
    """whether there is a small picture of it as it was taken, to which the areas of its problems refer"""


class Attempt(msgspec.Struct, frozen=True):
    """One handing-in: the papers as they were then, and what came of it."""

    number: int
    """1-based"""
    paper_set_id: str
    """content hash of what was judged"""
    submitted_at: dt.datetime
    submitted_by: str
    """name of the person or key"""
    verdict: Verdict | None = None
    decided_at: dt.datetime | None = None


class Progress(msgspec.Struct, frozen=True):
    """How far the machine is with what it has in hand."""

    pages_read: int
    pages_known: int
    files_inspected: int
    files_known: int
    is_working: bool
    """whether something is still to be done"""
    trouble: tuple[str, ...] = ()
    """what was given up, in words"""


class Bundle(msgspec.Struct, frozen=True):
    """One bundle."""

    id: str
    organisation_id: str
    organisation: str
    """name of the organisation that owns it"""
    title: str
    state: State
    revision: int
    """grows with every change of papers, form or state"""
    form: BundleForm
    created_at: dt.datetime
    updated_at: dt.datetime
    created_by: str
    file_count: int
    verdict: Verdict | None = None
    """of the last attempt that was judged"""
    attempts: tuple[Attempt, ...] = ()


class Query(msgspec.Struct, frozen=True):
    """What to look for; everything that is given must hold."""

    vin: str | None = None
    plate: str | None = None
    invoice_number: str | None = None
    declaration_number: str | None = None
    exporter: str | None = None
    """part of the organisation's name, or its id"""
    title: str | None = None
    state: State | None = None
    verdict: Verdict | None = None
    created_from: dt.date | None = None
    """China time, this day included"""
    created_to: dt.date | None = None
    """China time, this day included"""


class FoundBundles(msgspec.Struct, frozen=True):
    """Some of many, newest first."""

    items: tuple[Bundle, ...]
    """without their attempts"""
    next_cursor: str | None
    """opaque; None at the end"""

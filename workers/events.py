"""What a person who waits is told: one event for each thing that ended, in the order in which it ended."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from storage.paper_sets.event_log import EventRow


class EventKind(StrEnum):
    """What happened to a paper set."""

    SUBMITTED = "submitted"
    FILE_INSPECTED = "file_inspected"
    """it is known what a file is and how many pages it has; ``done`` of ``total`` files"""
    PAGE_READ = "page_read"
    """``done`` of ``total`` pages known so far"""
    COLLECTED = "collected"
    """every file of the paper set has reached its terminal state"""
    EXTRACTED = "extracted"
    READ_AGAIN = "read_again"
    RECONCILED = "reconciled"
    VERIFIED = "verified"
    """``name`` is the verdict"""
    FILE_ADDED = "file_added"
    """a draft has another file; ``name`` is its name"""
    FILE_REMOVED = "file_removed"
    RECOGNISED = "recognised"
    """it is known which papers a file of a draft holds; ``name`` is the file"""
    STATE_CHANGED = "state_changed"
    """a bundle moved; ``name`` is its state"""
    TROUBLE = "trouble"
    """a step was given up (quarantined) or is tried again; ``message`` says which and why"""


class Event(msgspec.Struct, frozen=True):
    """One thing that ended; ``number`` grows, so that a listener can go on where it stopped."""

    number: int
    paper_set_id: str
    kind: EventKind
    name: str = ""
    """file name, or the verdict"""
    page: int | None = None
    """1-based page of that file"""
    done: int = 0
    total: int = 0
    message: str = ""


def event_of(row: EventRow) -> Event:
    """The event of a row."""
    return Event(
        number=row.number,
        paper_set_id=row.paper_set_id,
        kind=EventKind(row.kind),
        name=row.name,
        page=row.page,
        done=row.done,
        total=row.total,
        message=row.message,
    )

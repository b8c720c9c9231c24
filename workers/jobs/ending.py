"""How a step ends: what it made, what is to be written for it, and what those who wait are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.jobs.ledger import DONE, QUARANTINED, Job
from storage.paper_sets.event_log import EventRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.services import Services


def _nothing(_: Transaction) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Ending:
    """A step's result. ``save`` runs in the transaction that ends the job, and only when the lease still holds."""

    event: EventKind
    output: str = ""
    """what later steps need of it, mostly an object key"""
    save: Callable[[Transaction], None] = _nothing
    name: str = ""
    page: int | None = None


def add_event(tx: Transaction, services: Services, job: Job, ending: Ending, message: str = "") -> None:
    """Append the event of a job's end, with how many of its kind have ended of how many known."""
    ended = tx.jobs.count(job.paper_set_id, job.step, job.version, (DONE, QUARANTINED))
    known = ended + tx.jobs.count(job.paper_set_id, job.step, job.version, ("queued", "running"))
    tx.events.add(
        EventRow(
            paper_set_id=job.paper_set_id,
            kind=ending.event,
            name=ending.name or job.label,
            page=ending.page,
            done=ended,
            total=known,
            message=message,
            created_at=services.now(),
        )
    )

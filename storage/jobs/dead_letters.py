"""Work that was given up, with the reason. Brokers drop their dead letters after a week; these stay."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select, update

from storage.jobs.ledger import Job
from storage.schema import dead_letters


class DeadLetter(msgspec.Struct, frozen=True):
    """One job that was quarantined."""

    number: int
    paper_set_id: str
    job_id: str
    step: str
    label: str
    reason: str
    created_at: float
    resolved_at: float | None
    """when a person let the job be tried afresh"""


class DeadLetters:
    """The dead letters of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: Job, reason: str, now: float) -> None:
        """Note that a job was given up."""
        row = {
            "paper_set_id": job.paper_set_id,
            "job_id": job.id,
            "step": job.step,
            "label": job.label,
            "reason": reason,
            "created_at": now,
        }
        self._connection.execute(insert(dead_letters).values(row))

    def resolve(self, job_id: str, now: float) -> None:
        """Note that a person let the job be tried afresh."""
        unresolved = (dead_letters.c.job_id == job_id, dead_letters.c.resolved_at.is_(None))
        self._connection.execute(update(dead_letters).where(*unresolved).values(resolved_at=now))

    def of_paper_set(self, paper_set_id: str) -> tuple[DeadLetter, ...]:
        """All dead letters of a paper set, oldest first."""
        query = (
            select(dead_letters)
            .where(dead_letters.c.paper_set_id == paper_set_id)
            .order_by(dead_letters.c.number)
        )
        return tuple(DeadLetter(**row._mapping) for row in self._connection.execute(query))

"""Messages that must go to the broker, kept in the same transaction as the jobs they are about."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from storage.database.row_locks import locked
from storage.schema import jobs, outbox


class Message(msgspec.Struct, frozen=True):
    """One message to send: nothing but which job, on which queue."""

    number: int
    job_id: str
    queue: str
    due_at: float
    """not before this time, seconds since 1970"""
    sender: str


class Outbox:
    """The messages of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job_id: str, queue: str, due_at: float, sender: str) -> None:
        """Have a message sent at ``due_at``."""
        self.add_all((job_id,), queue, due_at, sender)

    def add_all(self, job_ids: Collection[str], queue: str, due_at: float, sender: str) -> None:
        """Have a message about each of these jobs sent at ``due_at``, in their order."""
        rows = [{"job_id": job_id, "queue": queue, "due_at": due_at, "sender": sender} for job_id in job_ids]
        if rows:
            self._connection.execute(insert(outbox), rows)

    def due(
        self,
        now: float,
        sender: str,
        patience: float,
        paper_set_ids: Collection[str] | None,
        limit: int,
        queues: Collection[str] | None = None,
    ) -> tuple[Message, ...]:
        """Messages to be sent now: the sender's own, and those of others that wait longer than ``patience`` s.

        Of the others' only those about these paper sets, or all with None; of these queues, or all. Oldest first.
        """
        left_alone = outbox.c.due_at <= now - patience
        query = select(outbox).where(outbox.c.due_at <= now)
        if queues is not None:
            query = query.where(outbox.c.queue.in_(queues))
        if paper_set_ids is not None:
            query = query.join(jobs, jobs.c.id == outbox.c.job_id)
            left_alone = and_(left_alone, jobs.c.paper_set_id.in_(paper_set_ids))
        query = query.where(or_(outbox.c.sender == sender, left_alone))
        rows = self._connection.execute(query.order_by(outbox.c.number).limit(limit))
        return tuple(Message(**row._mapping) for row in rows)

    def adopt(self, paper_set_id: str, queue: str, sender: str) -> None:
        """Make the paper set's messages the sender's own, on that queue: whoever wrote them may be gone."""
        mine = select(jobs.c.id).where(jobs.c.paper_set_id == paper_set_id)
        theirs = locked(self._connection, outbox.c.number, outbox.c.job_id.in_(mine))
        self._connection.execute(update(outbox).where(theirs).values(sender=sender, queue=queue))

    def remove(self, numbers: Collection[int]) -> None:
        """Forget messages that the broker has taken."""
        taken = locked(self._connection, outbox.c.number, outbox.c.number.in_(numbers))
        self._connection.execute(delete(outbox).where(taken))

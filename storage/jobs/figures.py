"""How much work there is, as an operator's metrics ask for it: only of what is not done, which an index finds at once."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, distinct, func, select

from storage.jobs.ledger import QUARANTINED, QUEUED, RUNNING
from storage.schema import jobs, outbox


class Heap(msgspec.Struct, frozen=True):
    """The jobs of one step in one state on one queue."""

    state: str
    queue: str
    step: str
    count: int
    oldest: float
    """when the oldest of them was noted, seconds since 1970"""


class WorkFigures:
    """The figures of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def heaps(self) -> tuple[Heap, ...]:
        """All jobs that are queued, running or given up, in heaps."""
        kind = (jobs.c.state, jobs.c.queue, jobs.c.step)
        query = (
            select(*kind, func.count().label("count"), func.min(jobs.c.created_at).label("oldest"))
            .where(jobs.c.state.in_((QUEUED, RUNNING, QUARANTINED)))
            .group_by(*kind)
        )
        return tuple(Heap(**row._mapping) for row in self._connection.execute(query))

    def holders(self, now: float) -> int:
        """How many processes hold a lease that has not run out."""
        query = select(func.count(distinct(jobs.c.owner))).where(
            jobs.c.state == RUNNING, jobs.c.lease_until > now
        )
        return self._connection.execute(query).scalar_one()

    def unsent(self) -> int:
        """How many messages wait for the broker."""
        return self._connection.execute(select(func.count()).select_from(outbox)).scalar_one()

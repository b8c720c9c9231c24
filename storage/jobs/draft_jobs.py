"""Jobs of paper sets that change: what is no longer wanted is dropped, and taken up again when it is."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, and_, or_, select, update

from storage.database.row_locks import locked
from storage.jobs.ledger import DROPPED, QUEUED, RUNNING, Job
from storage.schema import jobs

_AT_A_TIME = 5_000
"""ids in one statement: databases take some ten thousand"""


class DraftJobs:
    """The same ledger, as those see it who change drafts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def drop_queued(
        self,
        paper_set_id: str,
        now: float,
        *,
        besides: Collection[str] = (),
        only: Collection[str] | None = None,
    ) -> None:
        """Drop what nobody has begun; what runs may end, its reading is kept for whoever asks for it later.

        ``besides`` are steps that go on, ``only`` the ids of the jobs that may be dropped.
        """
        queued = and_(
            jobs.c.paper_set_id == paper_set_id, jobs.c.state == QUEUED, jobs.c.step.not_in(besides)
        )
        if only is not None:
            queued = and_(queued, jobs.c.id.in_(only))
        mine = locked(self._connection, jobs.c.id, queued)
        self._connection.execute(update(jobs).where(mine).values(state=DROPPED, updated_at=now))

    def forget(self, paper_set_id: str, subjects: Collection[str], now: float) -> None:
        """Drop the jobs about these subjects, ended ones too: should they come again, they are done again."""
        about = and_(
            jobs.c.paper_set_id == paper_set_id, jobs.c.subject.in_(subjects), jobs.c.state != RUNNING
        )
        mine = locked(self._connection, jobs.c.id, about)
        self._connection.execute(update(jobs).where(mine).values(state=DROPPED, updated_at=now))

    def subjects(self, paper_set_id: str, step: str, version: str) -> frozenset[str]:
        """What the paper set's jobs of that step and version are about, dropped ones left aside."""
        query = select(jobs.c.subject).where(
            jobs.c.paper_set_id == paper_set_id,
            jobs.c.step == step,
            jobs.c.version == version,
            jobs.c.state != DROPPED,
        )
        return frozenset(self._connection.execute(query).scalars())

    def has_open(self, paper_set_id: str, step: str, version: str, start: str) -> bool:
        """Whether a job of that step and version, its subject beginning so, is queued or running."""
        query = select(jobs.c.id).where(
            jobs.c.paper_set_id == paper_set_id,
            jobs.c.step == step,
            jobs.c.state.in_((QUEUED, RUNNING)),
            jobs.c.version == version,
            jobs.c.subject.startswith(start, autoescape=True),
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def dropped(self, paper_set_id: str, steps: Collection[tuple[str, str]]) -> tuple[Job, ...]:
        """The paper set's dropped jobs of these (step, version)."""
        return self._in_state(paper_set_id, DROPPED, steps)

    def queued(self, paper_set_id: str, steps: Collection[tuple[str, str]]) -> tuple[Job, ...]:
        """The paper set's jobs of these (step, version) that nobody has begun."""
        return self._in_state(paper_set_id, QUEUED, steps)

    def _in_state(self, paper_set_id: str, state: str, steps: Collection[tuple[str, str]]) -> tuple[Job, ...]:
        wanted = or_(*(and_(jobs.c.step == step, jobs.c.version == version) for step, version in steps))
        query = select(jobs).where(jobs.c.paper_set_id == paper_set_id, jobs.c.state == state, wanted)
        return tuple(
            Job(**row._mapping) for row in self._connection.execute(query.order_by(jobs.c.created_at))
        )

    def revive(self, job_id: str, queue: str, now: float) -> bool:
        """Queue a dropped job again, counters at zero; False when it is not dropped."""
        return bool(self.revive_all((job_id,), queue, now))

    def revive_all(self, job_ids: Collection[str], queue: str, now: float) -> frozenset[str]:
        """Queue those of these jobs again that are dropped, counters at zero; returns their ids."""
        values = {
            "state": QUEUED,
            "queue": queue,
            "starts": 0,
            "failures": 0,
            "reason": "",
            "updated_at": now,
        }
        revived: set[str] = set()
        ordered = sorted(job_ids)  # all who lock jobs lock them in this order
        for start in range(0, len(ordered), _AT_A_TIME):
            some = and_(jobs.c.id.in_(ordered[start : start + _AT_A_TIME]), jobs.c.state == DROPPED)
            statement = update(jobs).where(locked(self._connection, jobs.c.id, some)).values(values)
            revived.update(self._connection.execute(statement.returning(jobs.c.id)).scalars())
        return frozenset(revived)

    def is_done_elsewhere(self, job: Job, now: float) -> bool:
        """Whether somebody does the same work for another paper set at this moment."""
        same = select(jobs.c.id).where(
            jobs.c.state == RUNNING,
            jobs.c.step == job.step,
            jobs.c.subject == job.subject,
            jobs.c.version == job.version,
            jobs.c.id != job.id,
            jobs.c.lease_until > now,
        )
        return self._connection.execute(same.limit(1)).first() is not None

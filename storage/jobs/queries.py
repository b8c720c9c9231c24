"""Looking into the ledger: which jobs there are. What changes them is in ``storage.jobs.ledger``."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, func, select, tuple_

from storage.jobs.job import OPEN, QUARANTINED, QUEUED, RUNNING, Job
from storage.schema import jobs, outbox

_BEHIND_HEX = "z"
"""comes behind every character of an id, in whatever language PostgreSQL sorts"""


class JobQueries:
    """The jobs of one transaction, to be looked at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        row = self._connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
        return Job(**row._mapping) if row else None

    def running(self) -> tuple[Job, ...]:
        """All jobs that somebody holds."""
        return self._select(jobs.c.state == RUNNING, limit=None)

    def unheard(
        self,
        sent_before: float,
        paper_set_ids: Collection[str] | None,
        limit: int,
        queue: str | None = None,
    ) -> tuple[Job, ...]:
        """Queued jobs with no message in the outbox and none given to the broker since ``sent_before``.

        Of these paper sets only, or of all with None; of that queue only, or of all. Longest unheard first.
        """
        waiting = select(outbox.c.job_id).where(outbox.c.job_id == jobs.c.id).exists()
        state: ColumnElement[str] = jobs.c.state
        where = [jobs.c.sent_at < sent_before, ~waiting]
        if paper_set_ids is not None:
            state = state.concat("")  # a paper set has few jobs: no index over the states of all
            where.append(jobs.c.paper_set_id.in_(paper_set_ids))
        if queue is not None:
            where.append(jobs.c.queue == queue)
        query = select(jobs).where(state == QUEUED, *where).order_by(jobs.c.sent_at, jobs.c.id).limit(limit)
        return tuple(Job(**row._mapping) for row in self._connection.execute(query))

    def queued(self, queue: str) -> int:
        """How many jobs wait on that queue."""
        query = select(func.count()).where(jobs.c.state == QUEUED, jobs.c.queue == queue)
        return self._connection.execute(query).scalar_one()

    def beginning_with(self, start: str) -> tuple[Job, ...]:
        """The jobs whose id begins so, at most two."""
        narrowed = and_(jobs.c.id >= start, jobs.c.id < start + _BEHIND_HEX)  # what an index can be asked for
        return self._select(narrowed, jobs.c.id.startswith(start, autoescape=True), limit=2)

    def of_paper_set(self, paper_set_id: str, steps: Collection[str], version: str) -> tuple[Job, ...]:
        """The paper set's jobs of these steps and this version."""
        mine = (jobs.c.paper_set_id == paper_set_id, jobs.c.step.in_(steps), jobs.c.version == version)
        return self._select(*mine, limit=None)

    def open_of_paper_set(self, paper_set_id: str) -> tuple[Job, ...]:
        """The paper set's jobs that are queued or running."""
        return self._select(jobs.c.paper_set_id == paper_set_id, jobs.c.state.in_(OPEN), limit=None)

    def quarantined_of_paper_set(self, paper_set_id: str) -> tuple[Job, ...]:
        """The paper set's jobs that were given up."""
        return self._select(jobs.c.paper_set_id == paper_set_id, jobs.c.state == QUARANTINED, limit=None)

    def count(self, paper_set_id: str, step: str, version: str, states: Collection[str]) -> int:
        """How many jobs of that step, version and state the paper set has."""
        query = select(func.count()).where(
            jobs.c.paper_set_id == paper_set_id,
            jobs.c.step == step,
            jobs.c.state.in_(states),
            jobs.c.version == version,
        )
        return self._connection.execute(query).scalar_one()

    def newest(
        self, states: Collection[str], limit: int, before: tuple[float, str] | None = None
    ) -> tuple[Job, ...]:
        """The latest changed jobs in these states; ``before`` is (updated_at, id) of the last one seen."""
        found: list[Job] = []
        for state in (
            states
        ):  # the index gives the latest of one state at once, those of several only after a sort of all
            query = select(jobs).where(jobs.c.state == state)
            if before is not None:
                query = query.where(tuple_(jobs.c.updated_at, jobs.c.id) < before)
            query = query.order_by(jobs.c.updated_at.desc(), jobs.c.id.desc()).limit(limit)
            found += [Job(**row._mapping) for row in self._connection.execute(query)]
        return tuple(sorted(found, key=lambda job: (job.updated_at, job.id), reverse=True)[:limit])

    def _select(self, *where: ColumnElement[bool], limit: int | None) -> tuple[Job, ...]:
        query = select(jobs).where(*where).order_by(jobs.c.created_at, jobs.c.id).limit(limit)
        return tuple(Job(**row._mapping) for row in self._connection.execute(query))

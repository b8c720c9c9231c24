"""The job ledger: what is to be done, who does it, how often it was begun. The truth about work is here.

``starts`` is counted before the work begins and taken back when it ends in order, so what is left are starts without an
end: a worker that was killed. Every claim makes the fencing token grow, and only the holder of the present token may end
the job. The states of a job are told in ``storage.jobs.job``.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import and_, or_, update

from domain.errors import LeaseLost
from storage.database.conflict import insert_new
from storage.database.row_locks import locked
from storage.jobs.job import DONE, DROPPED, OPEN, QUARANTINED, QUEUED, RUNNING, Job
from storage.jobs.queries import JobQueries
from storage.schema import jobs

__all__ = ["DONE", "DROPPED", "OPEN", "QUARANTINED", "QUEUED", "RUNNING", "Job", "Ledger"]


class Ledger(JobQueries):
    """The jobs of one transaction."""

    def add(self, job: Job) -> bool:
        """Note a job; False when the same work is known already."""
        return bool(self.add_all((job,)))

    def add_all(self, new: Collection[Job]) -> frozenset[str]:
        """Note jobs; returns the ids of those whose work was not known yet."""
        rows = [msgspec.structs.asdict(job) for job in new]
        return frozenset(key for (key,) in insert_new(self._connection, jobs, rows))

    def claim(self, job_id: str, version: str, owner: str, now: float, lease_until: float) -> Job | None:
        """Begin a job: it is counted and leased to ``owner``. None when it is not there to be had.

        A job of another version is left to a worker of that version.
        """
        free = or_(
            jobs.c.state == QUEUED,
            and_(jobs.c.state == RUNNING, jobs.c.lease_until < now),
        )
        statement = (
            update(jobs)
            .where(jobs.c.id == job_id, jobs.c.version == version, free)
            .values(
                state=RUNNING,
                starts=jobs.c.starts + 1,
                token=jobs.c.token + 1,
                owner=owner,
                lease_until=lease_until,
                started_at=now,
                updated_at=now,
            )
            .returning(jobs)
        )
        row = self._connection.execute(statement).one_or_none()
        return Job(**row._mapping) if row else None

    def finish(self, lease: Job, output: str, now: float) -> None:
        """End a job well. Raises ``LeaseLost`` when another holds it; the transaction must not be committed then."""
        self._end(lease, now, state=DONE, output=output, starts=0, reason="")

    def quarantine(self, lease: Job, reason: str, is_curable: bool, now: float) -> None:
        """Give a job up until a person looks at it. Raises ``LeaseLost``."""
        self._end(lease, now, state=QUARANTINED, reason=reason, is_curable=is_curable)

    def try_again(self, lease: Job, reason: str, now: float) -> None:
        """End a start in order, with an error that may pass. Raises ``LeaseLost``."""
        self._end(
            lease, now, state=QUEUED, reason=reason, starts=jobs.c.starts - 1, failures=jobs.c.failures + 1
        )

    def hand_back(self, lease: Job, now: float) -> None:
        """End a start as if it had not been, because the worker stops. Raises ``LeaseLost``."""
        self._end(lease, now, state=QUEUED, starts=jobs.c.starts - 1)

    def _end(self, lease: Job, now: float, **values: object) -> None:
        held = and_(jobs.c.id == lease.id, jobs.c.token == lease.token, jobs.c.state == RUNNING)
        values |= {"owner": "", "lease_until": 0.0, "updated_at": now}
        if self._connection.execute(update(jobs).where(held).values(values)).rowcount != 1:
            raise LeaseLost(f"job {lease.id} ({lease.step}) is no longer held by {lease.owner}")

    def renew(self, job_ids: Collection[str], owner: str, lease_until: float) -> None:
        """Prolong the leases that ``owner`` holds on these jobs."""
        held = and_(jobs.c.id.in_(job_ids), jobs.c.state == RUNNING, jobs.c.owner == owner)
        ours = locked(self._connection, jobs.c.id, held)
        self._connection.execute(update(jobs).where(ours).values(lease_until=lease_until))

    def take_back(self, job: Job, now: float, is_counted: bool = True) -> bool:
        """Queue a running job again; its holder's end will be refused. False when it changed hands meanwhile.

        Its start stays counted as one without an end, unless told otherwise.
        """
        statement = update(jobs).where(
            jobs.c.id == job.id, jobs.c.state == RUNNING, jobs.c.token == job.token
        )
        starts = job.starts if is_counted else max(0, job.starts - 1)
        values = {"state": QUEUED, "starts": starts, "owner": "", "lease_until": 0.0, "updated_at": now}
        return self._connection.execute(statement.values(values)).rowcount == 1

    def start_afresh(self, job_id: str, now: float) -> bool:
        """Queue a quarantined job again with all counters at zero; False when it is not quarantined."""
        statement = update(jobs).where(jobs.c.id == job_id, jobs.c.state == QUARANTINED)
        values = {"state": QUEUED, "starts": 0, "failures": 0, "reason": "", "updated_at": now}
        return self._connection.execute(statement.values(values)).rowcount == 1

    def drop_others(self, paper_set_id: str, versions: Collection[tuple[str, str]], now: float) -> None:
        """Drop the paper set's open jobs of other versions than these (step, version): nobody waits for them."""
        current = or_(*(and_(jobs.c.step == step, jobs.c.version == version) for step, version in versions))
        stale = and_(jobs.c.paper_set_id == paper_set_id, jobs.c.state.in_(OPEN), ~current)
        others = locked(self._connection, jobs.c.id, stale)
        self._connection.execute(update(jobs).where(others).values(state=DROPPED, updated_at=now))

    def move_to_queue(self, paper_set_id: str, queue: str) -> None:
        """Have the paper set's open jobs travel on another queue from now on."""
        mine = and_(jobs.c.paper_set_id == paper_set_id, jobs.c.state.in_(OPEN))
        open_jobs = locked(self._connection, jobs.c.id, mine)
        self._connection.execute(update(jobs).where(open_jobs).values(queue=queue))

    def mark_sent(self, job_ids: Collection[str], now: float) -> None:
        """Note that a message for these jobs was given to the broker."""
        sent = locked(self._connection, jobs.c.id, jobs.c.id.in_(job_ids))
        self._connection.execute(update(jobs).where(sent).values(sent_at=now))

"""The job ledger: what is to be done, who does it, how often it was begun. The truth about work is here.

A job is *queued*, *running* under a lease, *done*, *quarantined* (given up, waits for a person) or *dropped* (a newer
program asked for the same thing again). ``starts`` is counted before the work begins and taken back when it ends in
order, so what is left are starts without an end: a worker that was killed. Every claim makes the fencing token grow,
and only the holder of the present token may end the job.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, tuple_, update

from domain.errors import LeaseLost
from storage.conflict import insert_missing
from storage.row_locks import locked
from storage.schema import jobs, outbox

QUEUED, RUNNING, DONE, QUARANTINED, DROPPED = "queued", "running", "done", "quarantined", "dropped"
OPEN = (QUEUED, RUNNING)


class Job(msgspec.Struct, frozen=True):
    """One piece of work on one subject."""

    id: str
    bundle_id: str
    step: str
    subject: str
    version: str
    label: str
    queue: str
    created_at: float
    updated_at: float
    state: str = QUEUED
    starts: int = 0
    failures: int = 0
    token: int = 0
    owner: str = ""
    lease_until: float = 0.0
    started_at: float = 0.0
    sent_at: float = 0.0
    output: str = ""
    reason: str = ""
    is_curable: bool = False
    """given up for a reason that lies in the machine, not in the paper"""

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it without a person."""
        return self.state in OPEN


class Ledger:
    """The jobs of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: Job) -> bool:
        """Note a job; False when the same work is known already."""
        return insert_missing(self._connection, jobs, [msgspec.structs.asdict(job)]) == 1

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        row = self._connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
        return Job(**row._mapping) if row else None

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

    def drop_others(self, bundle_id: str, versions: Collection[tuple[str, str]], now: float) -> None:
        """Drop the bundle's open jobs of other versions than these (step, version): nobody waits for them."""
        current = or_(*(and_(jobs.c.step == step, jobs.c.version == version) for step, version in versions))
        stale = and_(jobs.c.bundle_id == bundle_id, jobs.c.state.in_(OPEN), ~current)
        others = locked(self._connection, jobs.c.id, stale)
        self._connection.execute(update(jobs).where(others).values(state=DROPPED, updated_at=now))

    def move_to_queue(self, bundle_id: str, queue: str) -> None:
        """Have the bundle's open jobs travel on another queue from now on."""
        mine = and_(jobs.c.bundle_id == bundle_id, jobs.c.state.in_(OPEN))
        open_jobs = locked(self._connection, jobs.c.id, mine)
        self._connection.execute(update(jobs).where(open_jobs).values(queue=queue))

    def mark_sent(self, job_ids: Collection[str], now: float) -> None:
        """Note that a message for these jobs was given to the broker."""
        sent = locked(self._connection, jobs.c.id, jobs.c.id.in_(job_ids))
        self._connection.execute(update(jobs).where(sent).values(sent_at=now))

    def running(self) -> tuple[Job, ...]:
        """All jobs that somebody holds."""
        return self._select(jobs.c.state == RUNNING, limit=None)

    def unheard(
        self,
        sent_before: float,
        bundle_ids: Collection[str] | None,
        limit: int,
        queue: str | None = None,
    ) -> tuple[Job, ...]:
        """Queued jobs with no message in the outbox and none given to the broker since ``sent_before``.

        Of these bundles only, or of all with None; of that queue only, or of all. Oldest first.
        """
        waiting = select(outbox.c.job_id).where(outbox.c.job_id == jobs.c.id).exists()
        where = [jobs.c.state == QUEUED, jobs.c.sent_at < sent_before, ~waiting]
        if bundle_ids is not None:
            where.append(jobs.c.bundle_id.in_(bundle_ids))
        if queue is not None:
            where.append(jobs.c.queue == queue)
        return self._select(*where, limit=limit)

    def queued(self, queue: str) -> int:
        """How many jobs wait on that queue."""
        query = select(func.count()).where(jobs.c.state == QUEUED, jobs.c.queue == queue)
        return self._connection.execute(query).scalar_one()

    def beginning_with(self, start: str) -> tuple[Job, ...]:
        """The jobs whose id begins so, at most two."""
        return self._select(jobs.c.id.startswith(start, autoescape=True), limit=2)

    def of_bundle(self, bundle_id: str, steps: Collection[str], version: str) -> tuple[Job, ...]:
        """The bundle's jobs of these steps and this version."""
        mine = (jobs.c.bundle_id == bundle_id, jobs.c.step.in_(steps), jobs.c.version == version)
        return self._select(*mine, limit=None)

    def open_of_bundle(self, bundle_id: str) -> tuple[Job, ...]:
        """The bundle's jobs that are queued or running."""
        return self._select(jobs.c.bundle_id == bundle_id, jobs.c.state.in_(OPEN), limit=None)

    def quarantined_of_bundle(self, bundle_id: str) -> tuple[Job, ...]:
        """The bundle's jobs that were given up."""
        return self._select(jobs.c.bundle_id == bundle_id, jobs.c.state == QUARANTINED, limit=None)

    def count(self, bundle_id: str, step: str, version: str, states: Collection[str]) -> int:
        """How many jobs of that step, version and state the bundle has."""
        query = select(func.count()).where(
            jobs.c.bundle_id == bundle_id,
            jobs.c.step == step,
            jobs.c.state.in_(states),
            jobs.c.version == version,
        )
        return self._connection.execute(query).scalar_one()

    def newest(
        self, states: Collection[str], limit: int, before: tuple[float, str] | None = None
    ) -> tuple[Job, ...]:
        """The latest changed jobs in these states; ``before`` is (updated_at, id) of the last one seen."""
        query = select(jobs).where(jobs.c.state.in_(states))
        if before is not None:
            query = query.where(tuple_(jobs.c.updated_at, jobs.c.id) < before)
        query = query.order_by(jobs.c.updated_at.desc(), jobs.c.id.desc()).limit(limit)
        return tuple(Job(**row._mapping) for row in self._connection.execute(query))

    def _select(self, *where: ColumnElement[bool], limit: int | None) -> tuple[Job, ...]:
        query = select(jobs).where(*where).order_by(jobs.c.created_at, jobs.c.id).limit(limit)
        return tuple(Job(**row._mapping) for row in self._connection.execute(query))

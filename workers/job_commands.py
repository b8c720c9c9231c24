"""What an operator may ask about single jobs: see them, queue them again, take them back."""

from __future__ import annotations

import datetime as dt

import msgspec

from domain.errors import UsageError
from storage.ledger import DONE, QUARANTINED, QUEUED, RUNNING, Job
from storage.repository import Transaction
from storage.verdicts import OPEN
from workers.planning import READING_STEPS, Plan
from workers.services import Services
from workers.sweeper import is_lost

STUCK = "stuck"
STATES = (QUEUED, RUNNING, STUCK, QUARANTINED, DONE)
_SHOWN_BY_DEFAULT = (QUEUED, RUNNING, QUARANTINED)


class JobLine(msgspec.Struct, frozen=True):
    """One line of ``tongguan jobs``."""

    id: str
    bundle_id: str
    step: str
    subject: str
    """file name, with ``#page`` for a page; else the name of the bundle"""
    queue: str
    state: str
    """``queued``, ``running``, ``stuck`` (nobody works on it any more), ``done``, ``quarantined``"""
    starts: int
    """starts without an end"""
    failures: int
    updated_at: dt.datetime
    reason: str


def jobs(services: Services, *, state: str | None = None, limit: int = 200) -> tuple[JobLine, ...]:
    """Jobs, latest changed first; without ``state`` all that are not done. Raises ``UsageError`` for no such state."""
    if state is not None and state not in STATES:
        raise UsageError(f"no state {state!r}", advice=f"choose one of {', '.join(STATES)}")
    wanted = _SHOWN_BY_DEFAULT if state is None else (RUNNING,) if state == STUCK else (state,)
    with services.repository.read() as tx:
        lines = tuple(_line(job, services) for job in tx.jobs.newest(wanted, limit))
    return tuple(line for line in lines if state is None or line.state == state)


def requeue(services: Services, job_id: str) -> None:
    """Let a quarantined job be tried afresh; its bundle is verified again afterwards, as it was asked for last.

    Raises ``UsageError`` when there is no such job or it is not quarantined.
    """
    with services.repository.write() as tx:
        job = _job(tx, job_id)
        tx.bundles.lock(job.bundle_id)
        if not start_afresh(tx, services, job):
            raise UsageError(f"job {job.id} is {job.state}, not quarantined")
        wish = tx.verdicts.latest(job.bundle_id)
        if wish is not None:
            tx.verdicts.set_state(wish.id, OPEN)
        Plan(tx, services, job.bundle_id, job.queue).advance()
    services.bell.set()


def start_afresh(tx: Transaction, services: Services, job: Job) -> bool:
    """Queue a quarantined job with all counters at zero; False when it is not quarantined.

    Its bundle's verification must be opened again beside, or nobody will hear of what comes of it.
    """
    now = services.now()
    if not tx.jobs.start_afresh(job.id, now):
        return False
    tx.dead_letters.resolve(job.id, now)
    tx.outbox.add(job.id, job.queue, now, str(services.owner))
    if job.step in READING_STEPS:
        tx.bundles.next_round(job.bundle_id)
    return True


def release(services: Services, job_id: str) -> None:
    """Take a running job back from its holder (whose result will be refused) and queue it again.

    Raises ``UsageError`` when there is no such job or it is not running.
    """
    with services.repository.write() as tx:
        job = _job(tx, job_id)
        if not tx.jobs.take_back(job, services.now()):
            raise UsageError(f"job {job.id} is {job.state}, not running")
        tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))
    services.bell.set()


def _job(tx: Transaction, job_id: str) -> Job:
    """The job of that id, or of the only id that begins so."""
    found = tx.jobs.beginning_with(job_id)
    if len(found) != 1:
        problem = "no job" if not found else "several jobs"
        raise UsageError(f"{problem} {job_id!r}", advice="take an id from the list of jobs")
    return found[0]


def _line(job: Job, services: Services) -> JobLine:
    return JobLine(
        id=job.id,
        bundle_id=job.bundle_id,
        step=job.step,
        subject=job.label,
        queue=job.queue,
        state=STUCK if is_lost(job, services) else job.state,
        starts=job.starts,
        failures=job.failures,
        updated_at=dt.datetime.fromtimestamp(job.updated_at, dt.UTC),
        reason=job.reason,
    )

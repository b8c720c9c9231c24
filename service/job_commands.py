"""What an operator may ask about single jobs: see them, queue them again, take them back."""

from __future__ import annotations

import datetime as dt

import msgspec

from domain.access import Principal
from domain.errors import Conflict, NotFound, UsageError
from domain.people import Listing
from domain.values import Bilingual
from service.identity.audit_trail import write_down
from service.identity.permissions import CONSOLE
from service.listing import pack_cursor, unpack_cursor
from storage.jobs.ledger import DONE, QUARANTINED, QUEUED, RUNNING, Job
from storage.paper_sets.verdicts import OPEN
from storage.repository import Transaction
from workers.jobs.planning import JobPlan
from workers.jobs.restarting import start_afresh
from workers.maintenance.sweeper import is_lost
from workers.services import Services

STUCK = "stuck"
STATES = (QUEUED, RUNNING, STUCK, QUARANTINED, DONE)
_SHOWN_BY_DEFAULT = (QUEUED, RUNNING, QUARANTINED)


class JobLine(msgspec.Struct, frozen=True):
    """One line of ``tongguan jobs``."""

    id: str
    paper_set_id: str
    step: str
    subject: str
    """file name, with ``#page`` for a page; else the name of the paper set"""
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
    return job_page(services, state=state, limit=limit).items


def job_page(
    services: Services, *, state: str | None = None, cursor: str | None = None, limit: int = 50
) -> Listing[JobLine]:
    """Some of these jobs and where they go on; errors as ``jobs``, also for a cursor that is none of ours.

    A page of stuck jobs may hold fewer than ``limit`` though more follow: they are picked out of those that run.
    """
    if state is not None and state not in STATES:
        raise UsageError(f"no state {state!r}", advice=f"choose one of {', '.join(STATES)}")
    wanted = _SHOWN_BY_DEFAULT if state is None else (RUNNING,) if state == STUCK else (state,)
    with services.repository.read() as tx:
        found = tx.jobs.newest(wanted, limit + 1, unpack_cursor(cursor))
    lines = (_line(job, services) for job in found[:limit])
    more = pack_cursor(found[limit - 1].updated_at, found[limit - 1].id) if len(found) > limit else None
    return Listing(tuple(line for line in lines if state is None or line.state == state), more)


def requeue(services: Services, job_id: str, by: Principal = CONSOLE) -> None:
    """Let a quarantined job be tried afresh; its paper set is verified again afterwards, as it was asked for last.

    Raises ``NotFound`` when there is no such job, ``Conflict`` when it is not quarantined.
    """
    with services.repository.write() as tx:
        job = _job(tx, job_id)
        tx.paper_sets.lock(job.paper_set_id)
        if not start_afresh(tx, services, job):
            raise _not_so(job, "未被隔离", "not quarantined")
        verification = tx.verdicts.latest(job.paper_set_id)
        if verification is not None:
            tx.verdicts.set_state(verification.id, OPEN)
        JobPlan(tx, services, job.paper_set_id, job.queue).advance()
        write_down(
            tx, services, by, "job.requeue", job.id, detail=f"{job.step} of paper set {job.paper_set_id[:12]}"
        )
    services.bell.set()


def release(services: Services, job_id: str, by: Principal = CONSOLE) -> None:
    """Take a running job back from its holder (whose result will be refused) and queue it again.

    Raises ``NotFound`` when there is no such job, ``Conflict`` when it is not running.
    """
    with services.repository.write() as tx:
        job = _job(tx, job_id)
        if not tx.jobs.take_back(job, services.now()):
            raise _not_so(job, "未在运行", "not running")
        tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))
        write_down(
            tx, services, by, "job.release", job.id, detail=f"{job.step} of paper set {job.paper_set_id[:12]}"
        )
    services.bell.set()


def _job(tx: Transaction, job_id: str) -> Job:
    """The job of that id, or of the only id that begins so."""
    found = tx.jobs.beginning_with(job_id)
    if len(found) != 1:
        problem = (
            Bilingual("没有这个任务", "no job") if not found else Bilingual("有多个任务", "several jobs")
        )
        raise NotFound(
            Bilingual(f"{problem.zh}：{job_id}", f"{problem.en} {job_id!r}"),
            advice=Bilingual("请使用任务列表中的编号", "take an id from the list of jobs"),
        )
    return found[0]


def _not_so(job: Job, zh: str, en: str) -> Conflict:
    return Conflict(
        Bilingual(f"任务{zh}（{job.state}）", f"job {job.id} is {job.state}, {en}"),
        advice=Bilingual("请刷新任务列表", "list the jobs again"),
    )


def _line(job: Job, services: Services) -> JobLine:
    return JobLine(
        id=job.id,
        paper_set_id=job.paper_set_id,
        step=job.step,
        subject=job.label,
        queue=job.queue,
        state=STUCK if is_lost(job, services) else job.state,
        starts=job.starts,
        failures=job.failures,
        updated_at=dt.datetime.fromtimestamp(job.updated_at, dt.UTC),
        reason=job.reason,
    )

"""One job from claim to end: the only place where the ledger's promises are kept.

    claim (counted, leased)  ->  step (computes)  ->  end (fenced, with all that the step wants written)

What a step raises is an orderly failure: the job is tried again as ``workers.jobs.retry_policy`` says, then given up. A worker
that dies leaves its start counted; after ``max_starts`` of those the job is given up without being begun again. Given
up means: a dead letter with the reason, the paper set goes on without, and every paper set reaches its verdict.
"""

from __future__ import annotations

import logging

from domain.errors import LeaseLost, StorageError, TongguanError
from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.extraction_process.pool import NoProcessFree
from workers.jobs.draft import read_on
from workers.jobs.ending import Ending, add_event
from workers.jobs.planning import JobPlan
from workers.jobs.retry_policy import MAX_PAUSE_SECONDS, patience_with, pause_before
from workers.operator_log import about, log_event
from workers.services import Services
from workers.steps.registry import STEPS
from workers.steps.verify import give_up

MAX_REASON = 2_000  # characters
SUBJECT_IN_LOG = (
    100  # characters: a file's hash and a page; what is longer names results that nobody looks for
)
SHARED_STEPS = ("read_page", "read_again")
"""work whose outcome is kept by content: two paper sets that want the same at once wait for one of them"""
SHARED_PAUSE_SECONDS = 0.25
THINKING_STEPS = ("recognise_file", "extract", "reconcile")
"""work for the children that extract, of which no owner may have all"""
BUSY_PAUSE_SECONDS = 1.0


def perform(job_id: str, services: Services) -> None:
    """Do the job if it is there to be had; returns quietly when it is not, or when its lease was lost meanwhile.

    Raises ``StorageError`` when the ledger itself cannot be written; the message is then delivered again.
    """
    with services.repository.read() as tx:
        job = tx.jobs.get(job_id)
        if job is None or not job.is_open or job.step not in STEPS:
            return
        owner = _owner_of(tx, job)
    if not owner:
        _begin(job, services)
    elif pause := services.extraction_turns.enter(owner):
        _ask_again(job, services, pause)
    else:
        try:
            _begin(job, services)
        finally:
            services.extraction_turns.leave(owner)


def _owner_of(tx: Transaction, job: Job) -> str:
    """Whose turn it must be before the job may begin; empty when it needs none."""
    if job.step not in THINKING_STEPS:
        return ""
    return tx.bundle_work.organisation_of(job.paper_set_id) or job.paper_set_id


def _ask_again(job: Job, services: Services, pause: float) -> None:
    with services.repository.write() as tx:
        tx.outbox.add(job.id, job.queue, services.now() + pause, str(services.owner))
    services.bell.set()


def _begin(job: Job, services: Services) -> None:
    lease = _claim(job, services)
    if lease is None:
        return
    ids = {
        "job_id": lease.id,
        "paper_set_id": lease.paper_set_id,
        "step": lease.step,
        "subject": lease.subject[:SUBJECT_IN_LOG],
    }
    with services.running_jobs.working_on(lease.id, lease.started_at), about(**ids):
        log_event("job_begun", queue=lease.queue, starts=lease.starts)
        try:
            _do(lease, services)
        except LeaseLost:  # another worker holds the job now and will end it
            log_event("job_lost_to_another", logging.WARNING)


def _claim(job: Job, services: Services) -> Job | None:
    now = services.now()
    with services.repository.write() as tx:
        if job.step in SHARED_STEPS and tx.draft_jobs.is_done_elsewhere(job, now):
            tx.outbox.add(job.id, job.queue, now + SHARED_PAUSE_SECONDS, str(services.owner))
            return None
        tx.bundle_work.lock(job.paper_set_id)
        lease = tx.jobs.claim(
            job.id,
            services.versions.of(job.step),
            str(services.owner),
            now,
            now + services.settings.lease_seconds,
        )
        if lease is not None:
            tx.bundle_work.begin(lease.paper_set_id, now)
        return lease


def _do(lease: Job, services: Services) -> None:
    if lease.starts > services.settings.max_starts:
        _give_up(
            lease, services, f"begun {lease.starts - 1} times and never ended: the worker died each time"
        )
        return
    try:
        ending = STEPS[lease.step](lease, services)
        _finish(lease, services, ending)
    except LeaseLost:
        raise
    except NoProcessFree:
        _hand_back(lease, services)
    except Exception as error:  # every failure is written into the ledger, with its reason
        _fail(lease, services, error)


def _lock(tx: Transaction, lease: Job) -> None:
    """Nobody else decides about the job's bundle and paper set until the transaction ends."""
    tx.bundle_work.lock(lease.paper_set_id)
    tx.paper_sets.lock(lease.paper_set_id)


def _finish(lease: Job, services: Services, ending: Ending) -> None:
    with services.repository.write() as tx:
        _lock(tx, lease)
        tx.jobs.finish(lease, ending.output, services.now())
        ending.save(tx)
        add_event(tx, services, lease, ending)
        JobPlan(tx, services, lease.paper_set_id, lease.queue).advance()
    services.bell.set()
    seconds = services.now() - lease.started_at
    verdict = ending.name if ending.event == EventKind.VERIFIED else None
    log_event("job_done", seconds=round(seconds, 3), page=ending.page, verdict=verdict)
    services.counters.ended(lease.step, "done", seconds)
    if verdict is not None:
        services.counters.verdict(verdict)
        _read_draft_on(lease, services)


def _read_draft_on(lease: Job, services: Services) -> None:
    try:
        read_on(services, lease.paper_set_id)
    except StorageError as error:  # the verdict stands; the draft is read when it changes next
        log_event("draft_not_read_on", logging.WARNING, reason=str(error))


def _fail(lease: Job, services: Services, error: Exception) -> None:
    patience = patience_with(error, services.settings.outage_tries)
    if lease.failures + 1 >= patience.tries:
        _give_up(lease, services, reason_of(error), patience.is_curable)
    else:
        _put_off(lease, services, reason_of(error), pause_before(patience, lease.failures + 1))


def _put_off(lease: Job, services: Services, reason: str, seconds: float) -> None:
    due_at = services.now() + seconds
    with services.repository.write() as tx:
        _lock(tx, lease)
        tx.jobs.try_again(lease, reason, services.now())
        tx.outbox.add(lease.id, lease.queue, due_at, str(services.owner))
        add_event(tx, services, lease, Ending(EventKind.TROUBLE), message=reason)
    services.bell.set()
    log_event("job_failed", logging.WARNING, reason=reason, failures=lease.failures + 1)
    services.counters.ended(lease.step, "failed", services.now() - lease.started_at)


def _hand_back(lease: Job, services: Services) -> None:
    """It could not be begun in earnest: that counts neither as a start nor as a failure."""
    now = services.now()
    with services.repository.write() as tx:
        _lock(tx, lease)
        tx.jobs.hand_back(lease, now)
        tx.outbox.add(lease.id, lease.queue, now + BUSY_PAUSE_SECONDS, str(services.owner))
    services.bell.set()
    log_event("job_handed_back", reason="every child that extracts is busy")


def _give_up(lease: Job, services: Services, reason: str, is_curable: bool = False) -> None:
    try:
        instead = give_up(lease, services, reason) if lease.step == "verify" else None
    except StorageError as error:  # even that cannot be kept now: the verdict is due as soon as it can
        _put_off(lease, services, reason_of(error), MAX_PAUSE_SECONDS)
        return
    with services.repository.write() as tx:
        _lock(tx, lease)
        tx.jobs.quarantine(lease, reason, is_curable, services.now())
        tx.dead_letters.add(lease, reason, services.now())
        add_event(tx, services, lease, Ending(EventKind.TROUBLE), message=reason)
        if instead is not None:
            _save_instead(tx, services, lease, instead)
        JobPlan(tx, services, lease.paper_set_id, lease.queue).advance()
    services.bell.set()
    log_event("job_quarantined", logging.ERROR, reason=reason, starts=lease.starts, failures=lease.failures)
    services.counters.ended(lease.step, "quarantined", services.now() - lease.started_at)


def _save_instead(tx: Transaction, services: Services, lease: Job, instead: Ending) -> None:
    instead.save(tx)
    add_event(tx, services, lease, instead)


def reason_of(error: Exception) -> str:
    """What a person can read about an error: our own messages as they are, others with their type."""
    if isinstance(error, TongguanError):
        text = f"{error}. {error.advice}" if error.advice else str(error)
    else:
        text = f"{type(error).__name__}: {error}"
    return text[:MAX_REASON]

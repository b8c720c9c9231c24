"""What puts right what brokers and dead workers leave behind. Every function may run in many processes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection

from storage.ledger import RUNNING, Job
from storage.repository import Transaction
from workers.services import Services

BATCH = 200
CLAIM_GRACE_SECONDS = 5.0
"""between a claim's commit and the note that this process holds it"""


def deliver(services: Services, send: Callable[[str, str], None], bundle_ids: Collection[str] | None) -> int:
    """Give the outbox's due messages to the broker; returns how many.

    Sent first and forgotten afterwards: a crash in between sends twice, which the ledger bears, and never not at all.
    """
    now = services.now()
    patience = services.settings.outbox_patience
    with services.repository.read() as tx:
        due = tx.outbox.due(now, str(services.owner), patience, bundle_ids, BATCH)
    for message in due:
        send(message.job_id, message.queue)
    if due:
        with services.repository.write() as tx:
            tx.outbox.remove([message.number for message in due])
            tx.jobs.mark_sent([message.job_id for message in due], now)
    return len(due)


def prolong(services: Services) -> None:
    """Prolong the leases of the jobs that this process's threads hold, unless they must be stuck."""
    now = services.now()
    held = services.held.began_after(now - services.settings.max_job_seconds)
    if held:
        with services.repository.write() as tx:
            tx.jobs.renew(held, str(services.owner), now + services.settings.lease_seconds)


def take_back(services: Services) -> int:
    """Queue again what dead or silent holders hold; returns how many jobs that were."""
    with services.repository.read() as tx:
        lost = tuple(job for job in tx.jobs.running() if is_lost(job, services))
    for job in lost:
        with services.repository.write() as tx:
            if tx.jobs.take_back(job, services.now()):
                _send_again(tx, services, job)
    return len(lost)


def is_lost(job: Job, services: Services) -> bool:
    """Whether nobody works on a running job any more."""
    if job.state != RUNNING:
        return False
    now = services.now()
    if job.owner == str(services.owner):
        return job.id not in services.held and job.started_at < now - CLAIM_GRACE_SECONDS
    return job.lease_until < now or services.owner.knows_gone(job.owner)


def send_again(services: Services, sent_before: float, bundle_ids: Collection[str] | None) -> int:
    """Put messages into the outbox for queued jobs that the broker has lost; returns how many."""
    with services.repository.read() as tx:
        unheard = tx.jobs.unheard(sent_before, bundle_ids, BATCH)
    if unheard:
        with services.repository.write() as tx:
            for job in tx.jobs.unheard(sent_before, bundle_ids, BATCH):
                _send_again(tx, services, job)
    return len(unheard)


def _send_again(tx: Transaction, services: Services, job: Job) -> None:
    tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))

"""What puts right what brokers and dead workers leave behind. Every function may run in many processes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from storage.jobs.ledger import RUNNING, Job
from storage.jobs.outbox import Message
from storage.repository import Transaction
from workers.services import Services

BATCH = 200
CLAIM_GRACE_SECONDS = 5.0
"""between a claim's commit and the note that this process holds it"""


class Broker(Protocol):
    """What the sweeper asks of ``workers.brokers.contract.WorkBroker``."""

    lost_after_seconds: float

    def waiting(self, queue: str) -> int:
        """How many messages it holds for that queue."""
        ...


def deliver(
    services: Services,
    send: Callable[[str, str], None],
    paper_set_ids: Collection[str] | None,
    queues: Collection[str] | None = None,
) -> int:
    """Give the outbox's due messages to the broker; returns how many.

    Sent first and forgotten afterwards: a crash in between sends twice, which the ledger bears, and never not at all.
    Raises ``BrokerUnreachable``; what was sent until then is forgotten, the rest stays.
    """
    now = services.now()
    patience = services.settings.outbox_patience
    with services.repository.read() as tx:
        due = tx.outbox.due(now, str(services.owner), patience, paper_set_ids, BATCH, queues)
    sent: list[Message] = []
    try:
        for message in due:
            send(message.job_id, message.queue)
            sent.append(message)
    finally:
        if sent:
            with services.repository.write() as tx:
                tx.jobs.mark_sent([message.job_id for message in sent], now)
                tx.outbox.remove([message.number for message in sent])
    return len(sent)


def prolong(services: Services) -> None:
    """Prolong the leases of the jobs that this process's threads hold, unless they must be stuck."""
    now = services.now()
    held = services.running_jobs.began_after(now - services.settings.max_job_seconds)
    if held:
        with services.repository.write() as tx:
            tx.jobs.renew(held, str(services.owner), now + services.settings.lease_seconds)


def take_back(services: Services) -> int:
    """Queue again what dead or silent holders hold; returns how many jobs that were."""
    with services.repository.read() as tx:
        lost = tuple(job for job in tx.jobs.running() if is_lost(job, services))
    for job in lost:
        with services.repository.write() as tx:
            is_ours = job.owner == str(services.owner)  # its end could not be written, but nobody died of it
            if tx.jobs.take_back(job, services.now(), is_counted=not is_ours):
                _send_again(tx, services, job)
    return len(lost)


def is_lost(job: Job, services: Services) -> bool:
    """Whether nobody works on a running job any more."""
    if job.state != RUNNING:
        return False
    now = services.now()
    if job.owner == str(services.owner):
        return job.id not in services.running_jobs and job.started_at < now - CLAIM_GRACE_SECONDS
    return job.lease_until < now or services.owner.knows_gone(job.owner)


def send_again_what_was_lost(
    services: Services, broker: Broker, queue: str, paper_set_ids: Collection[str] | None
) -> int:
    """Put messages into the outbox for queued jobs whose message the broker must have lost; returns how many.

    A broker that holds nothing has lost what it was given some seconds ago. One that holds as many messages as there are
    jobs has lost none, however long they wait: an archive of a million pages must not be sent again and again. Raises
    ``BrokerUnreachable``.
    """
    waiting = broker.waiting(queue)
    now = services.now()
    if waiting == 0:
        return send_again(services, now - broker.lost_after_seconds, paper_set_ids, queue)
    long_ago = now - services.settings.resend_seconds
    with services.repository.read() as tx:
        is_suspicious = bool(tx.jobs.unheard(long_ago, paper_set_ids, 1, queue))
        if not is_suspicious or tx.jobs.queued(queue) <= waiting:
            return 0
    return send_again(services, long_ago, paper_set_ids, queue)


def send_again(
    services: Services, sent_before: float, paper_set_ids: Collection[str] | None, queue: str | None = None
) -> int:
    """Put messages into the outbox for queued jobs whose last message is older than that; returns how many."""
    with services.repository.read() as tx:
        unheard = tx.jobs.unheard(sent_before, paper_set_ids, BATCH, queue)
    if unheard:
        with services.repository.write() as tx:
            for job in tx.jobs.unheard(sent_before, paper_set_ids, BATCH, queue):
                _send_again(tx, services, job)
    return len(unheard)


def _send_again(tx: Transaction, services: Services, job: Job) -> None:
    tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))

"""Trying a job afresh that was given up."""

from __future__ import annotations

from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.jobs.planning import READING_STEPS
from workers.services import Services


def start_afresh(tx: Transaction, services: Services, job: Job) -> bool:
    """Queue a quarantined job with all counters at zero; False when it is not quarantined.

    Its paper set's verification must be opened again beside, or nobody will hear of what comes of it.
    """
    now = services.now()
    if not tx.jobs.start_afresh(job.id, now):
        return False
    tx.dead_letters.resolve(job.id, now)
    tx.outbox.add(job.id, job.queue, now, str(services.owner))
    if job.step in READING_STEPS:
        tx.paper_sets.next_round(job.paper_set_id)
    return True

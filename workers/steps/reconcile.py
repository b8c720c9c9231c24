"""Sixth step: the second reader's word weighed in."""

from __future__ import annotations

import msgspec

from domain.field import Extraction
from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.subjects import ReconcileSubject, digest
from workers.services import Services
from workers.steps.read_again import answers_under
from workers.stored.values import keep, load

STAGE = "reconcile"


def reconcile(job: Job, services: Services) -> Ending:
    """The documents of the extraction and answers that are the job's subject."""
    subject = msgspec.json.decode(job.subject, type=ReconcileSubject)
    content_hash = digest(subject.extraction, *subject.answers)
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, job.version)
    if key is None:
        extraction = load(services.objects, subject.extraction, Extraction)
        key = keep(
            services.objects, services.stages.reconcile(extraction, answers_under(services, subject.answers))
        )

    def save(tx: Transaction) -> None:
        tx.stages.add(content_hash, STAGE, job.version, key, services.now())

    return Ending(EventKind.RECONCILED, output=key, save=save)

"""Second step: one page, read by a reader child. Pages of one file are read side by side."""

from __future__ import annotations

import msgspec

from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.planning import JobPlan
from workers.jobs.subjects import PageSubject, digest
from workers.services import Services
from workers.stored.values import keep

STAGE = "page"


def read_page(job: Job, services: Services) -> Ending:
    """Read the page that is the job's subject, unless it was read before, in whatever paper set."""
    subject = msgspec.json.decode(job.subject, type=PageSubject)
    name = job.label.rpartition("#")[0]
    content_hash = page_hash(subject)
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, job.version)
        owner = tx.bundle_work.organisation_of(job.paper_set_id) or ""
    if key is None:
        content = services.objects.get(subject.sha256)
        reading = services.readers.of(owner).read_page(name, content, subject.number, services.limits)
        picture = services.objects.put(reading.picture) if reading.picture else ""
        key = keep(services.objects, msgspec.structs.replace(reading.page, picture=picture))

    def save(tx: Transaction) -> None:
        tx.stages.add(content_hash, STAGE, job.version, key, services.now())
        JobPlan(tx, services, job.paper_set_id, job.queue).recognise(subject.sha256, name)

    return Ending(EventKind.PAGE_READ, output=key, save=save, name=name, page=subject.number)


def page_hash(subject: PageSubject) -> str:
    """The content a page's reading depends on."""
    return digest(subject.sha256, str(subject.number))

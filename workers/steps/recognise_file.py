"""Which papers one file of a draft holds, as soon as all its pages are read: for the exporter's eyes, never judged."""

from __future__ import annotations

from domain.bundle import Paper
from domain.document import FileState, Page, SourceFile
from domain.field import Document
from domain.values import Date
from domain.vocabulary import spec_of
from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.subjects import digest, page_subject
from workers.services import Services
from workers.stored.values import keep, load

STAGE = "recognise"


def recognise_file(job: Job, services: Services) -> Ending:
    """Recognise the papers of the file whose hash is the job's subject; the output is the key of ``tuple[Paper, ...]``."""
    with services.repository.read() as tx:
        read = tx.jobs.of_paper_set(job.paper_set_id, ("read_page",), services.versions.reader)
    mine = sorted(
        (page_subject(each).number, each.output) for each in read if page_subject(each).sha256 == job.subject
    )
    pages = tuple(load(services.objects, output, Page) for _, output in mine if output)
    content_hash = digest(job.subject, *(output for _, output in mine))
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, job.version)
    if key is None:
        key = keep(services.objects, _papers(job, services, pages))

    def save(tx: Transaction) -> None:
        tx.stages.add(content_hash, STAGE, job.version, key, services.now())

    return Ending(EventKind.RECOGNISED, output=key, save=save, name=job.label)


def _papers(job: Job, services: Services, pages: tuple[Page, ...]) -> tuple[Paper, ...]:
    file = SourceFile(job.subject, job.label, 0, "application/octet-stream", FileState.READ, pages=pages)
    documents = services.stages.extract((file,)).documents if pages else ()
    return tuple(sorted((_paper(each) for each in documents), key=lambda paper: paper.pages))


def _paper(document: Document) -> Paper:
    spec = spec_of(document.kind)
    return Paper(
        kind=document.kind,
        pages=tuple(sorted({page.page for page in document.pages})),
        vins=_vins(document),
        number=_first(document, spec.numbers),
        date=_first(document, spec.dates),
    )


def _vins(document: Document) -> tuple[str, ...]:
    fields = (*document.fields, *(field for row in document.rows for field in row.fields))
    seen = (str(field.value) for field in fields if field.name == "vin" and field.value is not None)
    return tuple(dict.fromkeys(seen))


def _first(document: Document, names: tuple[str, ...]) -> str:
    """The first of these fields that has a value, as text."""
    values = (document.get(name).value for name in names)
    return next((_text(value) for value in values if value is not None), "")


def _text(value: object) -> str:
    return value.iso if isinstance(value, Date) else str(value)

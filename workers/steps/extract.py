"""Fourth step: the papers with their fields, and the verifications for a second reading."""

from __future__ import annotations

import msgspec

from domain.document import FileState, SourceFile
from domain.field import Extraction
from storage.jobs.ledger import Job
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.subjects import digest
from workers.services import Services
from workers.steps.collect import Collected
from workers.steps.read_again import count_groups
from workers.stored.values import keep, load

STAGE = "extract"
_SPEAKING = (FileState.READ, FileState.PARTLY_READ)


def extract(job: Job, services: Services) -> Ending:
    """Extract from the collected files that are the job's subject, unless the same files were extracted before.

    The output is the extraction's object key and the number of groups to read again, ``KEY/3``.
    """
    files = _speaking_files(load(services.objects, job.subject, Collected))
    content_hash = digest(msgspec.json.encode(files, order="deterministic").decode())
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, job.version)
    if key is None:
        extraction = services.stages.extract(files)
        key = keep(services.objects, extraction)
    else:
        extraction = load(services.objects, key, Extraction)

    def save(tx: Transaction) -> None:
        tx.stages.add(content_hash, STAGE, job.version, key, services.now())

    output = f"{key}/{count_groups(extraction.requests)}"
    return Ending(EventKind.EXTRACTED, output=output, save=save)


def _speaking_files(collected: Collected) -> tuple[SourceFile, ...]:
    """Files that say something, in an order that uploading cannot change."""
    speaking = (file for file in collected.files if file.state in _SPEAKING)
    return tuple(sorted(speaking, key=lambda file: (file.name, file.sha256)))

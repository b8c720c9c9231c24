"""First step of a file: what it is, how many pages it has, which files are inside it."""

from __future__ import annotations

import msgspec

from domain.document import FileState, Problem
from domain.reading import Inspection, Limits, Member
from storage.jobs.ledger import Job
from storage.paper_sets.sets import FileRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.planning import JobPlan
from workers.jobs.subjects import PageSubject, digest, pack
from workers.services import Services
from workers.stored.values import keep, load

STAGE = "inspect"
BUNDLE_ARCHIVES = 2
"""how often all archives of a paper set together, and those inside of them, may unpack to what one may"""


class StoredMember(msgspec.Struct, frozen=True):
    """A file inside a container, its bytes in the object store."""

    name: str
    """path inside the container"""
    sha256: str
    size: int


class StoredInspection(msgspec.Struct, frozen=True):
    """An ``Inspection`` without the bytes."""

    media_type: str
    state: FileState
    page_count: int
    members: tuple[StoredMember, ...]
    problems: tuple[Problem, ...]
    embedded_xml: tuple[str, ...]
    """object keys of the texts: they may be long, and this is looked at again and again"""
    look: tuple[Problem, ...] = ()
    thumbnail: str = ""
    """object key; empty where none was made"""


def inspect_file(job: Job, services: Services) -> Ending:
    """Inspect the file that is the job's subject; note jobs for its pages and for the files inside it."""
    with services.repository.read() as tx:
        file = tx.files.get(job.subject)
        if file is None:
            return _taken_out(job, services)
        content_hash = inspection_hash(file)
        key = tx.stages.get(content_hash, STAGE, job.version)
        limits = _limits_for(services.limits, tx.files.unpacked_bytes(job.paper_set_id))
        owner = tx.bundle_work.organisation_of(job.paper_set_id) or ""
    is_for_all = key is not None or limits == services.limits
    if key is None:
        found = _inspect(services, owner, file, limits)
        is_for_all = is_for_all or found.state is not FileState.REJECTED
        key = keep(services.objects, found)
    else:
        found = load(services.objects, key, StoredInspection)

    def save(tx: Transaction) -> None:
        if is_for_all:
            tx.stages.add(content_hash, STAGE, job.version, key, services.now())
        if tx.files.get(file.id) is None:
            _forget(tx, job, services)
            return
        plan = JobPlan(tx, services, job.paper_set_id, job.queue)
        _note_pages(plan, file, found)
        _note_members(tx, plan, services, file, found)

    return Ending(EventKind.FILE_INSPECTED, output=key, save=save, name=file.name)


def _limits_for(limits: Limits, unpacked_bytes: int) -> Limits:
    """The limits for a file of a paper set whose archives have given so many bytes already."""
    left = max(0, BUNDLE_ARCHIVES * limits.max_unpacked_bytes - unpacked_bytes)
    return msgspec.structs.replace(limits, max_unpacked_bytes=min(left, limits.max_unpacked_bytes))


def _inspect(services: Services, owner: str, file: FileRow, limits: Limits) -> StoredInspection:
    content = services.objects.get(file.sha256)
    members: list[StoredMember] = []
    inspection = services.readers.of(owner).inspect(
        file.name, content, limits, lambda member: members.append(_store_member(services, member))
    )
    is_archive = inspection.state is FileState.CONTAINER
    return _store(services, inspection, tuple(members) if is_archive else ())


def _taken_out(job: Job, services: Services) -> Ending:
    return Ending(EventKind.FILE_REMOVED, save=lambda tx: _forget(tx, job, services), name=job.label)


def _forget(tx: Transaction, job: Job, services: Services) -> None:
    """The file was taken out of its draft meanwhile; put back, it is inspected again."""
    tx.draft_jobs.forget(job.paper_set_id, [job.subject], services.now())


def inspection_hash(file: FileRow) -> str:
    """The content an inspection depends on: the name counts, since system files are known by it."""
    return digest(file.name, file.sha256)


def file_id(paper_set_id: str, name: str) -> str:
    """The id of a file of a paper set."""
    return digest(paper_set_id, name)


def _store_member(services: Services, member: Member) -> StoredMember:
    return StoredMember(member.name, services.objects.put(member.content), len(member.content))


def _store(services: Services, inspection: Inspection, members: tuple[StoredMember, ...]) -> StoredInspection:
    return StoredInspection(
        media_type=inspection.media_type,
        state=inspection.state,
        page_count=inspection.page_count,
        members=members,
        problems=inspection.problems,
        embedded_xml=tuple(keep(services.objects, xml) for xml in inspection.embedded_xml),
        look=inspection.look,
        thumbnail=services.objects.put(inspection.thumbnail) if inspection.thumbnail else "",
    )


def _note_pages(plan: JobPlan, file: FileRow, found: StoredInspection) -> None:
    if found.state not in (FileState.READ, FileState.PARTLY_READ):
        return
    numbers = range(1, found.page_count + 1)
    plan.ensure_all(
        "read_page",
        ((pack(PageSubject(file.sha256, number)), f"{file.name}#{number}") for number in numbers),
    )


def _note_members(
    tx: Transaction, plan: JobPlan, services: Services, file: FileRow, found: StoredInspection
) -> None:
    room = services.settings.max_files - tx.files.count(file.paper_set_id)
    rows = tuple(
        FileRow(
            id=file_id(file.paper_set_id, f"{file.name}/{member.name}"),
            paper_set_id=file.paper_set_id,
            name=f"{file.name}/{member.name}",
            sha256=member.sha256,
            size=member.size,
            depth=file.depth + 1,
            settled=None,
        )
        for member in found.members
    )
    tx.files.add(rows[: max(0, room)])
    if rows:
        known = {each.id for each in tx.files.of_paper_set(file.paper_set_id)}
        plan.ensure_all("inspect_file", ((row.id, row.name) for row in rows if row.id in known))

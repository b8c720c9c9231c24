"""The files of a draft as those see them who follow it: how far each is, what is wrong with it, which papers it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from domain.bundle import FileProgress, Paper, SubmittedFile
from domain.document import FileState, Problem, SourceFile
from service.bundles.photo_advice import told_once
from storage.bundles.files import BundleFileRow
from storage.jobs.ledger import DROPPED, QUARANTINED, Job
from storage.paper_sets.sets import FileRow
from storage.repository import Transaction
from workers.jobs.draft import DRAFT_STEPS, draft_id
from workers.jobs.subjects import page_subject
from workers.problems import problem
from workers.services import Services
from workers.steps.inspect_file import StoredInspection, file_id
from workers.stored.cache import PageSummary

_FINAL = {
    FileState.READ: FileProgress.READ,
    FileState.PARTLY_READ: FileProgress.READ,
    FileState.UNREADABLE: FileProgress.FAILED,
    FileState.REJECTED: FileProgress.FAILED,
    FileState.DUPLICATE: FileProgress.NOTED,
    FileState.IGNORED: FileProgress.NOTED,
    FileState.CONTAINER: FileProgress.NOTED,
}


def file_views(
    tx: Transaction, services: Services, paper_set_id: str, bundle_id: str
) -> dict[str, SubmittedFile]:
    """Shown id to file of a draft or attempt, in the order of their names, members of archives after their archive."""
    rows = tx.files.of_paper_set(paper_set_id)
    added = {row.id: row.added_at for row in tx.bundle_files.of_bundle(bundle_id)}
    jobs = [
        job
        for step in DRAFT_STEPS
        # which papers a file holds is asked for drafts alone; it hangs on the bytes, so it holds for attempts, too
        for job in tx.jobs.of_paper_set(
            draft_id(bundle_id) if step == "recognise_file" else paper_set_id,
            (step,),
            services.versions.of(step),
        )
        if job.state != DROPPED
    ]
    inspections = {job.subject: job for job in jobs if job.step == "inspect_file"}
    papers = {job.subject: job for job in jobs if job.step == "recognise_file"}
    pages: dict[str, list[Job]] = {}
    for job in jobs:
        if job.step == "read_page":
            pages.setdefault(page_subject(job).sha256, []).append(job)
    archives = {row.name: shown_id(bundle_id, row) for row in rows}
    views: dict[str, SubmittedFile] = {}
    for row in rows:
        archive = _archive(row, archives)
        shown = shown_id(bundle_id, row)
        at = dt.datetime.fromtimestamp(added.get(shown, added.get(archive, 0.0)), dt.UTC)
        view = _view(row, at, archive, services, inspections.get(row.id), pages.get(row.sha256, ()))
        found = _papers(services, papers.get(row.sha256))
        views[shown] = msgspec.structs.replace(view, id=shown, papers=found)
    return views


def shown_id(bundle_id: str, file: FileRow) -> str:
    """The id by which a file of a draft or attempt is known outside: that of the draft, which never changes."""
    return file_id(draft_id(bundle_id), file.name)


def new_view(file: BundleFileRow) -> SubmittedFile:
    """A file that nobody has looked at yet."""
    row = FileRow(file.id, "", file.name, file.sha256, file.size, depth=0, settled=file.settled)
    return _begun(row, dt.datetime.fromtimestamp(file.added_at, dt.UTC), "")


def _begun(row: FileRow, added_at: dt.datetime, archive: str) -> SubmittedFile:
    view = SubmittedFile(
        row.id, row.name, row.sha256, row.size, added_at, FileProgress.WAITING, archive=archive
    )
    if row.settled is None:
        return view
    settled = msgspec.json.decode(row.settled, type=SourceFile)
    return msgspec.structs.replace(view, progress=_FINAL[settled.state], problems=settled.problems)


def _view(
    row: FileRow,
    added_at: dt.datetime,
    archive: str,
    services: Services,
    inspection: Job | None,
    pages: Iterable[Job],
) -> SubmittedFile:
    view = _begun(row, added_at, archive)
    if row.settled is not None:
        return view
    if inspection is None or inspection.is_open:
        return view
    if inspection.state == QUARANTINED or not inspection.output:
        why = problem("file_given_up", reason=inspection.reason)
        return msgspec.structs.replace(view, progress=FileProgress.FAILED, problems=(why,))
    found = services.cache.get(inspection.output, StoredInspection)
    return _with_pages(
        msgspec.structs.replace(view, media_type=found.media_type), found, services, tuple(pages)
    )


def _with_pages(
    view: SubmittedFile, found: StoredInspection, services: Services, pages: tuple[Job, ...]
) -> SubmittedFile:
    closed = [job for job in pages if not job.is_open]
    read = [each for job in sorted(closed, key=_number) for each in _page_problems(services, job)]
    problems = (*found.problems, *told_once(found.look, read if closed else None))
    is_read = found.state in (FileState.READ, FileState.PARTLY_READ)
    progress = _FINAL[found.state]
    if is_read and len(closed) < found.page_count:
        progress = FileProgress.READING
    elif is_read and closed and not any(job.output for job in closed):
        progress = FileProgress.FAILED
    return msgspec.structs.replace(
        view,
        progress=progress,
        page_count=found.page_count,
        pages_read=len(closed),
        problems=_once(problems),
        has_thumbnail=bool(found.thumbnail),
    )


def _number(job: Job) -> int:
    return page_subject(job).number


def _page_problems(services: Services, job: Job) -> tuple[Problem, ...]:
    number = page_subject(job).number
    if not job.output:
        return (problem("page_given_up", page=number, number=number, reason=job.reason),)
    facts = services.cache.get(job.output, PageSummary)
    turned = (problem("page_turned", page=number),) if facts.quality.turned_deg else ()
    return (*facts.problems, *turned)


def _papers(services: Services, job: Job | None) -> tuple[Paper, ...]:
    return services.cache.get(job.output, tuple[Paper, ...]) if job is not None and job.output else ()


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, though both inspection and reading may have seen it."""
    return tuple({(each.code, each.page): each for each in reversed(list(problems))}.values())[::-1]


def _archive(row: FileRow, archives: Mapping[str, str]) -> str:
    """The id of the uploaded archive that a member came in."""
    if row.depth == 0:
        return ""
    parts = row.name.split("/")
    starts = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((archives[start] for start in starts if start in archives), "")

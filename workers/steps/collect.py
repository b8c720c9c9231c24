"""Third step: all files of the paper set with all their pages, each file in its terminal state, and the form.

The outcome does not depend on the order in which files were uploaded or pages were read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from domain.bundle_form import BundleForm
from domain.document import FileState, Page, Problem, Severity, SourceFile
from domain.errors import UsageError
from storage.jobs.ledger import Job
from storage.objects.contract import ObjectStore
from storage.paper_sets.sets import FileRow, PaperSetRow
from workers.events import EventKind
from workers.jobs.ending import Ending
from workers.jobs.planning import READING_STEPS
from workers.jobs.subjects import PageSubject, pack
from workers.problems import problem
from workers.services import Services
from workers.steps.inspect_file import StoredInspection, file_id
from workers.stored.values import keep, load

FORM_NAME = "bundle.json"
MEGABYTE = 1024 * 1024
MOST_XML_CHARACTERS = 32 * MEGABYTE
"""of all files of a paper set together; an e-invoice has some ten thousand"""
NO_MEDIA_TYPE = "application/octet-stream"
_ORIGINAL_STATES = (FileState.READ, FileState.PARTLY_READ, FileState.UNREADABLE)


class Collected(msgspec.Struct, frozen=True):
    """What is known of a paper set when all reading is over."""

    files: tuple[SourceFile, ...]
    """by name"""
    form: BundleForm


JobsBySubject = Mapping[tuple[str, str], Job]


def collect(job: Job, services: Services) -> Ending:
    """Put the files of the job's paper set together."""
    with services.repository.read() as tx:
        paper_set = tx.paper_sets.get(job.paper_set_id)
        rows = tx.files.of_paper_set(job.paper_set_id)
        done = tx.jobs.of_paper_set(job.paper_set_id, READING_STEPS, job.version)
    if paper_set is None:
        raise UsageError(f"no paper set {job.paper_set_id}")
    jobs = {(each.step, each.subject): each for each in done}
    budget = XmlBudget(services.objects)
    files = _mark_duplicates(tuple(_file(row, jobs, services, paper_set, budget) for row in rows))
    key = keep(services.objects, Collected(files, _form(paper_set, files, services)))
    return Ending(EventKind.COLLECTED, output=key)


def collect_nothing(paper_set_id: str, services: Services, reason: str) -> Collected:
    """The files by their names alone, each as unreadable with that reason: for when collecting itself failed."""
    with services.repository.read() as tx:
        rows = tx.files.of_paper_set(paper_set_id)
    return Collected(tuple(_given_up(row, reason) for row in rows), BundleForm())


def _given_up(row: FileRow, reason: str) -> SourceFile:
    problems = (problem("file_given_up", reason=reason),)
    return SourceFile(row.sha256, row.name, row.size, NO_MEDIA_TYPE, FileState.UNREADABLE, problems=problems)


class XmlBudget:
    """The e-invoice data of one paper set, up to a limit for all its files together: they are in memory at the same time."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._left = MOST_XML_CHARACTERS

    def load(self, keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """The texts under the keys; none and a problem when there is no room for all of them."""
        texts: list[str] = []
        for key in keys:
            text = load(self._objects, key, str) if self._left >= 0 else ""
            self._left -= len(text)
            texts.append(text)
        if self._left < 0:
            return (), (
                problem("bundle_xml_too_much", limit=MOST_XML_CHARACTERS // MEGABYTE),
            ) if keys else ()
        return tuple(texts), ()


def _file(
    row: FileRow, jobs: JobsBySubject, services: Services, paper_set: PaperSetRow, budget: XmlBudget
) -> SourceFile:
    if row.settled is not None:
        return msgspec.json.decode(row.settled, type=SourceFile)
    job = jobs.get(("inspect_file", row.id))
    if job is None or not job.output:
        return _given_up(row, job.reason if job else "never begun")
    found = load(services.objects, job.output, StoredInspection)
    pages, problems = _pages(row, found, jobs, services)
    problems += _left_out(row, found, services, paper_set)
    xml, over = budget.load(found.embedded_xml)
    return SourceFile(
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        media_type=found.media_type,
        state=_state(found, pages, problems),
        pages=pages,
        problems=found.problems + problems + over,
        embedded_xml=xml,
    )


def _pages(
    row: FileRow, found: StoredInspection, jobs: JobsBySubject, services: Services
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages that were read, and a problem for each that was given up."""
    pages: list[Page] = []
    problems: list[Problem] = []
    if found.state not in (FileState.READ, FileState.PARTLY_READ):
        return (), ()
    for number in range(1, found.page_count + 1):
        job = jobs.get(("read_page", pack(PageSubject(row.sha256, number))))
        if job is not None and job.output:
            pages.append(load(services.objects, job.output, Page))
        else:
            reason = job.reason if job else "never begun"
            problems.append(problem("page_given_up", page=number, number=number, reason=reason))
    return tuple(pages), tuple(problems)


def _left_out(
    row: FileRow, found: StoredInspection, services: Services, paper_set: PaperSetRow
) -> tuple[Problem, ...]:
    if not found.members:
        return ()
    with services.repository.read() as tx:
        known = {file.id for file in tx.files.of_paper_set(paper_set.id)}
    missing = sum(file_id(paper_set.id, f"{row.name}/{member.name}") not in known for member in found.members)
    return (problem("too_many_files", limit=services.settings.max_files, count=missing),) if missing else ()


def _state(found: StoredInspection, pages: tuple[Page, ...], problems: tuple[Problem, ...]) -> FileState:
    """READ only when something could be made of every page."""
    if found.state not in (FileState.READ, FileState.PARTLY_READ) or found.page_count == 0:
        return found.state
    legible = sum(_is_legible(page) for page in pages)
    if legible == 0:
        return FileState.UNREADABLE
    return found.state if legible == found.page_count else FileState.PARTLY_READ


def _is_legible(page: Page) -> bool:
    has_content = bool(page.words or page.barcodes or page.quality.is_blank)
    return has_content or not any(each.severity is not Severity.NOTE for each in page.problems)


def _mark_duplicates(files: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """The first file by name stands for all with its content; the others are noted without effect."""
    counts = Counter(file.sha256 for file in files if file.state in _ORIGINAL_STATES and file.sha256)
    first: dict[str, str] = {}
    marked: list[SourceFile] = []
    for file in files:
        if file.state not in _ORIGINAL_STATES or counts[file.sha256] < 2:
            marked.append(file)
        elif file.sha256 in first:
            note = problem("duplicate_file", name=first[file.sha256])
            marked.append(
                msgspec.structs.replace(
                    file, state=FileState.DUPLICATE, pages=(), problems=(note,), embedded_xml=()
                )
            )
        else:
            first[file.sha256] = file.name
            marked.append(file)
    return tuple(marked)


def _form(paper_set: PaperSetRow, files: tuple[SourceFile, ...], services: Services) -> BundleForm:
    """The form given with the upload, else ``bundle.json`` nearest to the top, else an empty one."""
    if paper_set.form is not None:
        return msgspec.json.decode(paper_set.form, type=BundleForm)
    named = (file for file in files if PurePosixPath(file.name).name.lower() == FORM_NAME and file.sha256)
    nearest = min(named, key=lambda file: (file.name.count("/"), file.name), default=None)
    if nearest is None or not services.objects.has(nearest.sha256):
        return BundleForm()
    return services.stages.read_form(services.objects.get(nearest.sha256))

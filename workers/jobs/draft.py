"""The draft of a bundle: one paper set that changes, read and checked as it fills, so that nothing is new when it is
handed in. What its papers gave is kept by content; only the last state of it is ever judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from storage.bundles.files import BundleFileRow
from storage.jobs.ledger import Job
from storage.paper_sets.event_log import EventRow
from storage.paper_sets.sets import DRAFT, FileRow, PaperSetRow
from storage.paper_sets.verdicts import VerificationRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.planning import READING_STEPS, JobPlan
from workers.jobs.subjects import digest, page_subject
from workers.services import Services

QUEUE = "interactive"
DRAFT_STEPS = (*READING_STEPS, "recognise_file")


def draft_id(bundle_id: str) -> str:
    """The id of the paper set that holds the draft of a bundle."""
    return digest("draft", bundle_id)


def new_draft(bundle_id: str, title: str, form: bytes | None, now: float) -> PaperSetRow:
    """The paper set of a new bundle."""
    return PaperSetRow(draft_id(bundle_id), title, form, round=0, created_at=now, kind=DRAFT)


def put_in(tx: Transaction, draft: str, files: Sequence[BundleFileRow]) -> None:
    """Put files into the draft paper set."""
    tx.files.add(
        tuple(
            FileRow(file.id, draft, file.name, file.sha256, file.size, depth=0, settled=file.settled)
            for file in files
        )
    )


def take_out(tx: Transaction, services: Services, draft: str, file_id: str) -> None:
    """Take a file out of the draft paper set, and what came out of it; put back, its members are noted again."""
    row = tx.files.get(file_id)
    if row is None or row.paper_set_id != draft:
        return
    before = {file.id for file in tx.files.of_paper_set(draft)}
    tx.files.remove(row)
    files = tx.files.of_paper_set(draft)
    now = services.now()
    tx.draft_jobs.forget(draft, before - {file.id for file in files}, now)
    queued = tx.draft_jobs.queued(draft, _draft_steps(services))
    unwanted = {job.id for job in queued} - {job.id for job in _wanted(queued, files)}
    tx.draft_jobs.drop_queued(draft, now, only=unwanted)


def add_events(tx: Transaction, services: Services, draft: str, kind: EventKind, *names: str) -> None:
    """Let those who follow the bundle know, an event for each name."""
    now = services.now()
    tx.events.add_all([EventRow(draft, kind, name, None, 0, 0, "", now) for name in names])


def read_on(services: Services, attempt: str) -> None:
    """After the verdict on this attempt, take up the reading of its draft that handing in had put aside.

    The pages are known by then; which papers each file holds, the checklist and the form are not. Nothing happens for
    other paper sets, or while the machine has the bundle again.
    """
    with services.repository.read() as tx:  # of the command line and of archives no paper set has a draft
        if tx.bundle_work.draft_behind(attempt) is None:
            return
    with services.repository.write() as tx:
        tx.bundle_work.lock(attempt)
        draft = tx.bundle_work.draft_behind(attempt)
        if draft is not None and tx.draft_jobs.dropped(draft, _draft_steps(services)):
            check_again(tx, services, draft)
    services.bell.set()


def check_again(tx: Transaction, services: Services, draft: str) -> None:
    """Have the draft checked as it is now; what an earlier check has not come to is dropped."""
    versions, now = services.versions, services.now()
    tx.paper_sets.lock(draft)
    tx.paper_sets.next_round(draft)
    tx.verdicts.supersede(draft)
    tx.jobs.drop_others(draft, versions.of_steps(), now)
    tx.draft_jobs.drop_queued(draft, now, besides=DRAFT_STEPS)
    files = tx.files.of_paper_set(draft)
    _take_up_again(tx, services, draft, files)
    paper_set = tx.paper_sets.get(draft)
    if paper_set is None or not files:
        return
    as_of = services.today().isoformat()
    verification = digest("check", draft, str(paper_set.round), as_of, versions.text())
    tx.verdicts.ask(VerificationRow(verification, draft, as_of, "", versions.text(), QUEUE, now))
    plan = JobPlan(tx, services, draft, QUEUE)
    known = tx.draft_jobs.subjects(draft, "inspect_file", versions.of("inspect_file"))
    new = (file for file in files if file.settled is None and file.depth == 0 and file.id not in known)
    plan.ensure_all("inspect_file", ((file.id, file.name) for file in new))
    plan.advance()


def _take_up_again(tx: Transaction, services: Services, draft: str, files: tuple[FileRow, ...]) -> None:
    """Take up the reading that was dropped when the draft was handed in or withdrawn, of the files that are in."""
    dropped = tx.draft_jobs.dropped(draft, _draft_steps(services))
    wanted = [job.id for job in _wanted(dropped, files)]
    revived = tx.draft_jobs.revive_all(wanted, QUEUE, services.now())
    tx.outbox.add_all(
        [each for each in wanted if each in revived], QUEUE, services.now(), str(services.owner)
    )


def _wanted(jobs: Iterable[Job], files: Iterable[FileRow]) -> Iterator[Job]:
    """Those of the jobs that read which are about files that are in."""
    ids, contents = {file.id for file in files}, {file.sha256 for file in files}
    for job in jobs:
        if job.step == "inspect_file":
            is_in = job.subject in ids
        else:
            is_in = (page_subject(job).sha256 if job.step == "read_page" else job.subject) in contents
        if is_in:
            yield job


def _draft_steps(services: Services) -> tuple[tuple[str, str], ...]:
    return tuple((step, services.versions.of(step)) for step in DRAFT_STEPS)

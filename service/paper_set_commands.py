"""All that the floors above may ask for. Every command takes the services first and returns values.

The way of a command line or a server::

    with open_services(database_url, objects_url, readers=2) as services, Runtime(services) as runtime:
        paper_set_id = submit(services, folder_source(path), as_of=today, policy=None)
        result = wait(services, paper_set_id, on_event, runtime=runtime)

``Runtime`` starts its threads only when ``wait`` finds something to do, so a paper set that is already
verified costs no broker and no reader.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from domain.document import Page
from domain.errors import ObjectNotFound, UsageError
from domain.result import Result
from service.intake.source import BundleSource, files_source, folder_source, source_of
from service.intake.taking_in import take_in
from service.job_commands import JobLine, jobs, release, requeue
from storage.paper_sets.verdicts import DECIDED, VerificationRow
from storage.repository import Transaction
from workers.brokers.queues import NAMES as QUEUE_NAMES
from workers.events import Event, EventKind, event_of
from workers.jobs.subjects import PageSubject
from workers.jobs.verification_request import ask, verification_id
from workers.runtime import Runtime
from workers.services import Services
from workers.stored.values import load, load_result

__all__ = [
    "BundleSource", "JobLine", "files_source", "folder_source", "jobs", "picture", "release", "requeue", "result",
    "source_of", "submit", "verify_again", "wait",
]  # fmt: skip

POLL_SECONDS = 0.05


def submit(
    services: Services,
    source: BundleSource,
    *,
    as_of: dt.date | None = None,
    policy: str | None = None,
    queue: str = "interactive",
) -> str:
    """Store the paper set, ask for its verification, and return its id (content hash of names, bytes and form).

    Returns at once; the same paper set again is the same id and repeats nothing that was done. ``as_of`` is today
    (China time) when not given. ``queue`` is ``interactive`` or ``archive``. Raises ``PolicyError`` for a policy that
    does not exist, ``StorageError`` when the paper set could not be stored.
    """
    as_of = _checked(services, as_of, policy, queue)
    paper_set, files = take_in(services, source)
    with services.repository.write() as tx:
        tx.paper_sets.add(paper_set)
        tx.files.add(files)
        ask(tx, services, paper_set.id, as_of, policy, queue)
    services.bell.set()
    return paper_set.id


def verify_again(
    services: Services,
    paper_set_id: str,
    *,
    as_of: dt.date | None = None,
    policy: str | None = None,
    queue: str = "interactive",
) -> None:
    """Ask for another verification of a stored paper set; nothing that was read is read again.

    Raises ``UsageError`` for an unknown paper set, ``PolicyError`` for an unknown policy.
    """
    as_of = _checked(services, as_of, policy, queue)
    with services.repository.write() as tx:
        if tx.paper_sets.get(paper_set_id) is None:
            raise UsageError(f"no paper set {paper_set_id}", advice="submit it first")
        ask(tx, services, paper_set_id, as_of, policy, queue)
    services.bell.set()


def wait(
    services: Services,
    paper_set_id: str,
    on_event: Callable[[Event], None] | None = None,
    *,
    runtime: Runtime | None = None,
    timeout: float | None = None,
    as_of: dt.date | None = None,
    policy: str | None = None,
) -> Result:
    """Follow the paper set until its verification is there, and return it.

    The verification asked for last, or with ``as_of`` that of this day (under ``policy``, as given to ``submit``).
    Starts ``runtime`` when something is left to do. Without ``runtime`` other processes must be working. Raises
    ``TimeoutError`` after ``timeout`` seconds, ``UsageError`` for a paper set that was never submitted, ``StorageError``
    when nothing can be written (a full disk); submitted again later, the paper set goes on where it was.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    last = 0
    while True:
        with services.repository.read() as tx:
            verification = _verification(tx, services, paper_set_id, as_of, policy)
            news = tx.events.after(
                paper_set_id, last or tx.events.last_of_kind(paper_set_id, EventKind.SUBMITTED)
            )
        if verification is None:
            raise UsageError(f"no paper set {paper_set_id}", advice="submit it first")
        for row in news:
            last = row.number
            if on_event is not None:
                on_event(event_of(row))
        if verification.state == DECIDED and (found := _result_of(services, verification)):
            return found
        if runtime is not None:
            runtime.care_for(paper_set_id)
            runtime.start()
            if outage := services.outage.lasting(services.settings.outage_seconds):
                raise outage
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError(f"paper set {paper_set_id} was not verified in {timeout} s")
        time.sleep(POLL_SECONDS)


def result(
    services: Services, paper_set_id: str, *, as_of: dt.date | None = None, policy: str | None = None
) -> Result | None:
    """The paper set's verification, chosen as ``wait`` does; None while it is not finished or not known."""
    with services.repository.read() as tx:
        verification = _verification(tx, services, paper_set_id, as_of, policy)
    return (
        _result_of(services, verification)
        if verification is not None and verification.state == DECIDED
        else None
    )


def picture(services: Services, file: str, page: int) -> bytes | None:
    """The stored picture of a page, by file hash and 1-based number; None when there is none.

    Where this program's reader has not read the page, the one that an earlier reader made.
    """
    from workers.steps.read_page import STAGE, page_hash

    with services.repository.read() as tx:
        content_hash = page_hash(PageSubject(file, page))
        key = tx.stages.get(content_hash, STAGE, services.versions.reader) or tx.stages.latest(
            content_hash, STAGE
        )
    if key is None:
        return None
    try:
        stored = load(services.objects, key, Page).picture
        return services.objects.get(stored) if stored else None
    except ObjectNotFound:
        return None


def _checked(services: Services, as_of: dt.date | None, policy: str | None, queue: str) -> dt.date:
    if queue not in QUEUE_NAMES:
        raise UsageError(f"no queue {queue!r}", advice=f"choose one of {', '.join(QUEUE_NAMES)}")
    as_of = as_of or services.today()
    if policy is not None:
        services.stages.load_policy(policy, None, as_of)
    return as_of


def _verification(
    tx: Transaction, services: Services, paper_set_id: str, as_of: dt.date | None, policy: str | None
) -> VerificationRow | None:
    if as_of is None:
        return tx.verdicts.latest(paper_set_id)
    return tx.verdicts.get(verification_id(services, paper_set_id, as_of, policy))


def _result_of(services: Services, verification: VerificationRow) -> Result | None:
    with services.repository.read() as tx:
        verdict = tx.verdicts.verdict_of(verification.id)
    return load_result(services.objects, verdict.result_key) if verdict else None

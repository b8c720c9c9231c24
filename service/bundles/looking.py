"""Seeing a bundle: itself, its files, how far it is, what came of it."""

from __future__ import annotations

import datetime as dt

import msgspec

from domain.access import Principal
from domain.bundle import (
    Attempt,
    Bundle,
    FoundBundles,
    Progress,
    Query,
    SubmittedFile,
)
from domain.bundle_form import BundleForm
from domain.errors import NotFound
from domain.finding import Verdict
from domain.lifecycle import AT_WORK, State
from domain.result import Result
from domain.values import Bilingual
from service.bundles.file_views import file_views
from service.listing import pack_cursor, unpack_cursor
from storage.bundles.visible import AttemptRow, BundleRow, VisibleBundles, Wanted
from storage.jobs.ledger import QUARANTINED
from storage.paper_sets.verdicts import DECIDED
from storage.repository import Transaction
from workers.events import Event, EventKind, event_of
from workers.jobs.planning import READING_STEPS
from workers.services import CHINA, Services
from workers.stored.values import load_result

MOST = 200
"""of one page of a list"""
_DAY_SECONDS = 24 * 3600.0
"""China has no summer time"""
_HANDED_IN = (*AT_WORK, State.DECIDED, State.WAITING_FOR_CLERK, State.WAITING_FOR_EXPORTER)
_TERMS = ("vin", "plate", "invoice_number", "declaration_number")


def view(services: Services, principal: Principal, bundle_id: str) -> Bundle:
    """The bundle with its attempts. Raises ``NotFound``."""
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        return shown(tx, store, store.get(bundle_id))


def search(
    services: Services,
    principal: Principal,
    query: Query | None = None,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> FoundBundles:
    """Those that the principal may see, newest first. Raises ``UsageError`` for a cursor that is none of ours."""
    limit = max(1, min(MOST, limit))
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        rows = store.search(_wanted(query or Query()), unpack_cursor(cursor), limit + 1)
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return FoundBundles(
        tuple(_bundle(row, ()) for row in rows[:limit]),
        pack_cursor(last.created_at, last.id) if last else None,
    )


def files(services: Services, principal: Principal, bundle_id: str) -> tuple[SubmittedFile, ...]:
    """The files as they are in now, for the office as they were handed in last; members of archives too.

    By name. Raises ``NotFound``.
    """
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        paper_set_id = _read_instead(tx, store, row) or seen_paper_set(store, row)
        return tuple(file_views(tx, services, paper_set_id, row.id).values())


def progress(services: Services, principal: Principal, bundle_id: str) -> Progress:
    """How far the machine is with the attempt in hand, or else with the check of the draft. Raises ``NotFound``.

    A draft that was handed in before it was read, and not changed since, is as far as its attempt.
    """
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        in_hand = _in_hand(store, row) if store.sees_draft(row) else seen_paper_set(store, row)
        paper_set_id = _read_instead(tx, store, row) or in_hand
        jobs = tx.jobs.of_paper_set(paper_set_id, READING_STEPS, services.versions.reader)
        verifications = tx.verdicts.open_of_paper_set(paper_set_id, services.versions.text())
        trouble = tuple(
            f"{job.label}: {job.reason}" for job in tx.jobs.quarantined_of_paper_set(paper_set_id)
        )
    counted = [job for job in jobs if job.is_open or job.output or job.state == QUARANTINED]
    pages = [job for job in counted if job.step == "read_page"]
    files = [job for job in counted if job.step == "inspect_file"]
    return Progress(
        pages_read=sum(not job.is_open for job in pages),
        pages_known=len(pages),
        files_inspected=sum(not job.is_open for job in files),
        files_known=len(files),
        is_working=bool(verifications),
        trouble=trouble,
    )


def events(services: Services, principal: Principal, bundle_id: str, after: int = 0) -> tuple[Event, ...]:
    """What happened since the event of that number, to the draft and to the last attempt. Raises ``NotFound``."""
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        draft, sees_draft = row.draft_paper_set_id, store.sees_draft(row)
        paper_sets = {draft, _in_hand(store, row) if sees_draft else seen_paper_set(store, row)}
        rows = [
            event
            for paper_set_id in paper_sets
            for event in tx.events.after(paper_set_id, after)
            if sees_draft or paper_set_id != draft or event.kind == EventKind.STATE_CHANGED
        ]
    return tuple(event_of(event) for event in sorted(rows, key=lambda event: event.number))


def result_key(
    services: Services, principal: Principal, bundle_id: str, *, attempt: int | None = None
) -> str | None:
    """The object key of what came of an attempt (the last one that was judged, unless said); None while there is none.

    Raises ``NotFound``, also for an attempt that never was.
    """
    with services.repository.read() as tx:
        attempts = tx.bundles.for_principal(principal).attempts(bundle_id)
        if attempt is not None and not 1 <= attempt <= len(attempts):
            raise NotFound(
                Bilingual(f"没有第 {attempt} 次提交", f"no attempt {attempt}"),
                advice=Bilingual(
                    f"该申请已提交 {len(attempts)} 次", f"the bundle was handed in {len(attempts)} times"
                ),
            )
        wanted = attempts if attempt is None else (attempts[attempt - 1],)
        keys = (_key(tx, each.paper_set_id) for each in reversed(wanted) if each.verdict is not None)
        return next((key for key in keys if key), None)


def result(
    services: Services, principal: Principal, bundle_id: str, *, attempt: int | None = None
) -> Result | None:
    """What came of an attempt, chosen and refused as ``result_key`` does."""
    key = result_key(services, principal, bundle_id, attempt=attempt)
    return load_result(services.objects, key) if key else None


def draft_result(services: Services, principal: Principal, bundle_id: str) -> Result | None:
    """What the last finished check of the draft found: for checklist and form, never shown as a verdict.

    None before the first check has ended, and for the office. Raises ``NotFound``.
    """
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        key = _key(tx, row.draft_paper_set_id) if row.file_count and store.sees_draft(row) else None
    return load_result(services.objects, key) if key else None


def shown(tx: Transaction, store: VisibleBundles, row: BundleRow) -> Bundle:
    """A bundle as it is shown, with its attempts; to the office with the form that was handed in."""
    if not store.sees_draft(row) and (handed_in := tx.paper_sets.get(seen_paper_set(store, row))):
        row = msgspec.structs.replace(row, form=handed_in.form)
    return _bundle(row, store.attempts(row.id))


def seen_paper_set(store: VisibleBundles, row: BundleRow) -> str:
    """The paper set whose papers the principal sees: the draft, or the last attempt where he sees no drafts."""
    attempts = () if store.sees_draft(row) else store.attempts(row.id)
    return attempts[-1].paper_set_id if attempts else row.draft_paper_set_id


def _bundle(row: BundleRow, attempts: tuple[AttemptRow, ...]) -> Bundle:
    return Bundle(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        title=row.title,
        state=State(row.state),
        revision=row.revision,
        form=msgspec.json.decode(row.form, type=BundleForm) if row.form else BundleForm(),
        created_at=_time(row.created_at),
        updated_at=_time(row.updated_at),
        created_by=row.created_by,
        file_count=row.file_count,
        verdict=Verdict(row.verdict) if row.verdict else None,
        attempts=tuple(_attempt(each) for each in attempts),
    )


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        number=row.number,
        paper_set_id=row.paper_set_id,
        submitted_at=_time(row.submitted_at),
        submitted_by=row.submitted_by,
        verdict=Verdict(row.verdict) if row.verdict else None,
        decided_at=None if row.decided_at is None else _time(row.decided_at),
    )


def _in_hand(store: VisibleBundles, row: BundleRow) -> str:
    """The paper set that is worked on: the last attempt while it is out, else the draft."""
    if row.state in AT_WORK or row.state in (State.DECIDED, State.WAITING_FOR_CLERK):
        attempts = store.attempts(row.id)
        return attempts[-1].paper_set_id if attempts else row.draft_paper_set_id
    return row.draft_paper_set_id


def _read_instead(tx: Transaction, store: VisibleBundles, row: BundleRow) -> str | None:
    """The attempt that tells how far its files are, where the draft cannot; None where it can.

    The draft's reading is dropped when it is handed in before it was read, and taken up again after the verdict: until
    that has ended the last attempt, while it has the same files, is as far or further.
    """
    if not store.sees_draft(row) or row.state not in _HANDED_IN:
        return None
    check, attempts = tx.verdicts.latest(row.draft_paper_set_id), store.attempts(row.id)
    if check is None or check.state == DECIDED or not attempts:
        return None
    last, papers = attempts[-1].paper_set_id, _uploaded(tx, row.draft_paper_set_id)
    return last if papers and papers == _uploaded(tx, last) else None


def _uploaded(tx: Transaction, paper_set_id: str) -> set[tuple[str, str]]:
    """Names and contents of a paper set's files as they were uploaded."""
    return {(file.name, file.sha256) for file in tx.files.of_paper_set(paper_set_id) if file.depth == 0}


def _key(tx: Transaction, paper_set_id: str) -> str | None:
    """The object key of the paper set's latest verdict."""
    rows = tx.verdicts.of_paper_set(paper_set_id)
    return rows[-1].result_key if rows else None


def _wanted(query: Query) -> Wanted:
    terms = tuple((kind, value) for kind in _TERMS if (value := getattr(query, kind)))
    return Wanted(
        terms=terms,
        organisation=query.exporter,
        title=query.title,
        state=query.state,
        verdict=query.verdict,
        created_from=_midnight(query.created_from, 0),
        created_before=_midnight(query.created_to, 1),
    )


def _midnight(day: dt.date | None, days_later: int) -> float | None:
    if day is None:
        return None
    return dt.datetime.combine(day, dt.time(), CHINA).timestamp() + days_later * _DAY_SECONDS


def _time(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)

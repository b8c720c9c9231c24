"""Handing a bundle in, taking it back, opening it again."""

from __future__ import annotations

from domain.access import Permission, Principal
from domain.bundle import Bundle
from domain.errors import Conflict
from domain.lifecycle import STATE_NAMES, Mover, State, may_move
from domain.values import Bilingual
from service.bundles.looking import shown
from service.bundles.making import move
from service.identity.audit_trail import write_down
from storage.bundles.files import BundleFileRow
from storage.bundles.visible import AttemptRow, BundleRow
from storage.paper_sets.sets import ATTEMPT, FileRow, PaperSetRow
from storage.repository import Transaction
from workers.jobs.draft import QUEUE, check_again
from workers.jobs.subjects import digest
from workers.jobs.verification_request import ask
from workers.services import Services
from workers.steps.inspect_file import file_id


def submit(
    services: Services, principal: Principal, bundle_id: str, *, revision: int | None = None
) -> Bundle:
    """Hand the papers in as they are now: a new attempt. One that was handed in already is returned as it is.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict`` when it is empty or not in a state to be handed in.
    """
    with services.repository.write() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.own(bundle_id, revision)
        if row.state not in (State.SUBMITTED, State.READING):
            _must_be_movable(row, State.SUBMITTED, Mover.EXPORTER)
            files = tuple(file for file in tx.bundle_files.of_bundle(row.id) if file.removed_at is None)
            if not files:
                raise Conflict(
                    Bilingual("申请中没有任何文件", "the bundle is empty"),
                    advice=Bilingual("请先添加材料再提交", "add the papers first, then hand it in"),
                )
            _hand_in(tx, services, principal, row, files)
            write_down(
                tx, services, principal, "bundle.submit", row.id, detail=f"attempt {row.attempt_count + 1}"
            )
        answer = shown(tx, store, store.get(row.id))
    services.bell.set()
    return answer


def withdraw(
    services: Services, principal: Principal, bundle_id: str, *, revision: int | None = None
) -> Bundle:
    """Take a bundle back; what was not begun is not done. ``reopen`` undoes it. Errors as ``submit``."""
    with services.repository.write() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.own(bundle_id, revision)
        if row.state != State.WITHDRAWN:
            _must_be_movable(row, State.WITHDRAWN, Mover.EXPORTER)
            for paper_set_id in (
                row.draft_paper_set_id,
                *(each.paper_set_id for each in store.attempts(row.id)),
            ):
                tx.paper_sets.lock(paper_set_id)
                tx.verdicts.supersede(paper_set_id)
                tx.draft_jobs.drop_queued(paper_set_id, services.now())
            move(tx, services, principal, row, State.WITHDRAWN)
            write_down(tx, services, principal, "bundle.withdraw", row.id, detail=f"was {row.state}")
        return shown(tx, store, store.get(row.id))


def reopen(
    services: Services, principal: Principal, bundle_id: str, *, revision: int | None = None
) -> Bundle:
    """Open a decided or withdrawn bundle again, so that papers may be added. Errors as ``submit``."""
    with services.repository.write() as tx:
        store = tx.bundles.for_principal(principal)
        is_office = principal.may(Permission.REOPEN)
        row = store.to_reopen(bundle_id, revision) if is_office else store.own(bundle_id, revision)
        if row.state != State.REOPENED:
            _must_be_movable(row, State.REOPENED, Mover.CLERK if is_office else Mover.EXPORTER)
            move(tx, services, principal, row, State.REOPENED)
            check_again(tx, services, row.draft_paper_set_id)
            write_down(tx, services, principal, "bundle.reopen", row.id, detail=f"was {row.state}")
        answer = shown(tx, store, store.get(row.id))
    services.bell.set()
    return answer


def _hand_in(
    tx: Transaction,
    services: Services,
    principal: Principal,
    row: BundleRow,
    files: tuple[BundleFileRow, ...],
) -> None:
    number, now = row.attempt_count + 1, services.now()
    contents = (part for file in files for part in (file.name, file.sha256 or str(file.size)))
    paper_set_id = digest("attempt", row.id, str(number), (row.form or b"").decode(), *contents)
    tx.paper_sets.add(PaperSetRow(paper_set_id, row.title, row.form, round=0, created_at=now, kind=ATTEMPT))
    tx.files.add(tuple(_copy(paper_set_id, file) for file in files))
    tx.bundles.for_principal(principal).add_attempt(
        AttemptRow(row.id, number, paper_set_id, submitted_at=now, submitted_by=principal.name)
    )
    tx.paper_sets.lock(row.draft_paper_set_id)
    tx.verdicts.supersede(row.draft_paper_set_id)
    tx.draft_jobs.drop_queued(row.draft_paper_set_id, now)
    move(tx, services, principal, row, State.SUBMITTED, attempt_count=number)
    ask(tx, services, paper_set_id, services.today(), None, QUEUE)


def _copy(paper_set_id: str, file: BundleFileRow) -> FileRow:
    return FileRow(
        file_id(paper_set_id, file.name),
        paper_set_id,
        file.name,
        file.sha256,
        file.size,
        depth=0,
        settled=file.settled,
    )


def _must_be_movable(row: BundleRow, after: State, mover: Mover) -> None:
    before = State(row.state)
    if not may_move(before, after, mover):
        raise Conflict(
            Bilingual(
                f"“{STATE_NAMES[before].zh}”的申请不能变为“{STATE_NAMES[after].zh}”",
                f"a bundle that is {STATE_NAMES[before].en} cannot become {STATE_NAMES[after].en}",
            ),
            advice=Bilingual(
                "请刷新查看当前状态；docs/lifecycle.md 列出了所有状态变化",
                "load it again to see where it stands; docs/lifecycle.md lists every move",
            ),
        )

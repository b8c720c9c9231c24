"""Putting papers into a draft, taking them out, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from domain.access import Principal
from domain.errors import NotFound, TooMuch
from domain.submission import SubmittedFile
from domain.values import Bilingual
from storage.repository import Transaction
from storage.submission_files import SubmissionFileRow
from storage.submissions import SubmissionRow
from workers.events import EventKind
from workers.intake import TakenFile, settled_of, take_file
from workers.services import Services
from workers.source import clean_name
from workers.steps.inspect_file import file_id
from workers.submissions.draft import check_again, put_in, take_out, tell
from workers.submissions.file_views import file_views, new_view
from workers.submissions.making import editable


def add_file(
    services: Services, principal: Principal, submission_id: str, name: str, content: bytes | Path
) -> SubmittedFile:
    """Put a file into the draft and have it read. The same name with the same bytes again is the same file.

    A file that was taken out is put back by it; another file of the same name becomes ``name (2)``. Raises
    ``NotFound``, ``NotAllowed``, ``Conflict`` while nothing may be changed, ``TooMuch`` when the bundle is full.
    """
    [added] = add_files(services, principal, submission_id, [(name, content)])
    return added


def add_files(
    services: Services,
    principal: Principal,
    submission_id: str,
    files: Iterable[tuple[str, bytes | Path]],
) -> tuple[SubmittedFile, ...]:
    """Put several files in as ``add_file`` does one: all of them or, when one is refused, none."""
    with services.repository.read() as tx:  # the bytes are stored only for one who may put them in
        _check_room(tx, services, tx.submissions.for_principal(principal).check_writable(submission_id))
    taken = [take_file(services, clean_name(name), content) for name, content in files]
    with services.repository.write() as tx:
        row = editable(tx, services, principal, submission_id)
        rows = [_put_new(tx, services, principal, row, file) for file in taken]
        if any(is_change for _, is_change, _ in rows):
            tx.submissions.for_principal(principal).change(row, services.now())
            check_again(tx, services, row.draft_bundle_id)
    services.bell.set()
    if all(is_new for _, _, is_new in rows):
        return tuple(new_view(file) for file, _, _ in rows)
    with services.repository.read() as tx:
        views = file_views(tx, services, row.draft_bundle_id, row.id)
    return tuple(views.get(file.id) or new_view(file) for file, _, _ in rows)


def _put_new(
    tx: Transaction, services: Services, principal: Principal, row: SubmissionRow, taken: TakenFile
) -> tuple[SubmissionFileRow, bool, bool]:
    """The file, whether it changes the draft, and whether it was never there before."""
    file = _file(tx, services, principal, row, taken)
    known = tx.submission_files.get(row.id, file.id)
    if known is not None and known.removed_at is None:
        return file, False, False
    _check_room(tx, services, row)
    if known is None:
        tx.submission_files.add(file)
    else:
        tx.submission_files.set_removed(file.id, None)
    put_in(tx, row.draft_bundle_id, file)
    tell(tx, services, row.draft_bundle_id, EventKind.FILE_ADDED, file.name)
    return file, True, known is None


def remove_file(services: Services, principal: Principal, submission_id: str, file_id: str) -> SubmittedFile:
    """Take a file out of the draft; returns it as it was. A second time changes nothing. Errors as ``add_file``."""
    return _put(services, principal, submission_id, file_id, is_in=False)


def restore_file(services: Services, principal: Principal, submission_id: str, file_id: str) -> SubmittedFile:
    """Put a file back that was taken out. Errors as ``add_file``."""
    return _put(services, principal, submission_id, file_id, is_in=True)


def _put(
    services: Services, principal: Principal, submission_id: str, file_id: str, is_in: bool
) -> SubmittedFile:
    with services.repository.write() as tx:
        row = editable(tx, services, principal, submission_id)
        file = tx.submission_files.get(row.id, file_id)
        if file is None:
            raise NotFound(
                Bilingual("该申请中没有此文件", "no such file in this bundle"),
                advice=Bilingual(
                    "压缩包内的文件随压缩包一起移除", "a file of an archive goes with its archive"
                ),
            )
        before = file_views(tx, services, row.draft_bundle_id, row.id).get(file_id)
        is_change = (file.removed_at is None) is not is_in
        if is_change:
            tx.submission_files.set_removed(file.id, None if is_in else services.now())
            _changed(
                tx, services, principal, row, file, EventKind.FILE_ADDED if is_in else EventKind.FILE_REMOVED
            )
    services.bell.set()
    return before or _view(services, row, file_id)


def _changed(
    tx: Transaction,
    services: Services,
    principal: Principal,
    row: SubmissionRow,
    file: SubmissionFileRow,
    kind: EventKind,
) -> None:
    if kind is EventKind.FILE_ADDED:
        put_in(tx, row.draft_bundle_id, file)
    else:
        take_out(tx, services, row.draft_bundle_id, file.id)
    tell(tx, services, row.draft_bundle_id, kind, file.name)
    tx.submissions.for_principal(principal).change(row, services.now())
    check_again(tx, services, row.draft_bundle_id)


def _check_room(tx: Transaction, services: Services, row: SubmissionRow) -> None:
    limit = services.settings.max_files
    if tx.submission_files.count(row.id) >= limit:
        raise TooMuch(
            Bilingual(f"一份申请最多 {limit} 个文件", f"a bundle holds at most {limit} files"),
            advice=Bilingual("请按车辆分成几份申请提交", "hand the cars in as several bundles"),
        )


def _file(
    tx: Transaction, services: Services, principal: Principal, row: SubmissionRow, taken: TakenFile
) -> SubmissionFileRow:
    """The row under a name that no file of other content has."""
    number, name = 1, taken.name
    suffix = PurePosixPath(name).suffix
    while True:
        known = tx.submission_files.get(row.id, file_id(row.draft_bundle_id, name))
        if known is None or (known.sha256, known.size) == (taken.sha256, taken.size):
            break
        number += 1
        name = f"{taken.name.removesuffix(suffix)} ({number}){suffix}"
    return SubmissionFileRow(
        id=file_id(row.draft_bundle_id, name),
        submission_id=row.id,
        name=name,
        sha256=taken.sha256,
        size=taken.size,
        settled=settled_of(taken),
        added_at=services.now(),
        added_by=principal.name,
    )


def _view(services: Services, row: SubmissionRow, file_id: str) -> SubmittedFile:
    with services.repository.read() as tx:
        found = file_views(tx, services, row.draft_bundle_id, row.id).get(file_id)
    if found is None:
        raise NotFound(
            Bilingual("该文件已被移除", "the file was taken out meanwhile"),
            advice=Bilingual("请刷新后重试", "load the bundle again"),
        )
    return found

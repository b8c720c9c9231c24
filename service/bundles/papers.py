"""Putting papers into a draft, taking them out, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.access import Principal
from domain.bundle import SubmittedFile
from domain.errors import NotFound, TooMuch
from domain.values import Bilingual
from service.bundles.file_views import file_views, new_view
from service.bundles.making import editable
from service.bundles.placing import PlacedFile, place
from service.intake.source import clean_name
from service.intake.taking_in import settled_of, take_file
from storage.bundles.files import BundleFileRow
from storage.bundles.visible import BundleRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.draft import add_events, check_again, put_in, take_out
from workers.services import Services
from workers.steps.inspect_file import file_id


def add_file(
    services: Services, principal: Principal, bundle_id: str, name: str, content: bytes | Path
) -> SubmittedFile:
    """Put a file into the draft and have it read. The same name with the same bytes again is the same file.

    A file that was taken out is put back by it; another file of the same name becomes ``name (2)``. Raises
    ``NotFound``, ``NotAllowed``, ``Conflict`` while nothing may be changed, ``TooMuch`` when the bundle is full.
    """
    [added] = add_files(services, principal, bundle_id, [(name, content)])
    return added


def add_files(
    services: Services,
    principal: Principal,
    bundle_id: str,
    files: Iterable[tuple[str, bytes | Path]],
) -> tuple[SubmittedFile, ...]:
    """Put several files in as ``add_file`` does one: all of them or, when one is refused, none."""
    with services.repository.read() as tx:  # the bytes are stored only for one who may put them in
        before = tx.bundles.for_principal(principal).check_writable(bundle_id)
        known = tx.bundle_files.of_bundle(before.id)
    _check_room(services, known, 1)
    taken = [take_file(services, clean_name(name), content) for name, content in files]
    places = place(known, taken)  # all others wait while something is written: the names are found before
    with services.repository.write() as tx:
        row = editable(tx, services, principal, bundle_id)
        if row.revision != before.revision:
            known = tx.bundle_files.of_bundle(row.id)
            places = place(known, taken)
        added = _put_new(tx, services, principal, row, known, places)
    services.bell.set()
    if all(each.known is None for each in places):
        return tuple(new_view(added[each.name]) for each in places)
    with services.repository.read() as tx:
        views = file_views(tx, services, row.draft_paper_set_id, row.id)
    return tuple(views.get(added[each.name].id) or new_view(added[each.name]) for each in places)


def _put_new(
    tx: Transaction,
    services: Services,
    principal: Principal,
    row: BundleRow,
    known: Sequence[BundleFileRow],
    places: Sequence[PlacedFile],
) -> dict[str, BundleFileRow]:
    """Put in what is not in yet; returns the file of each place by its name."""
    files = {each.name: each.known or _new_row(services, principal, row, each) for each in places}
    new = [files[each.name] for each in places if each.known is None and not each.is_repeated]
    back = {each.name: each.known for each in places if each.known and each.known.removed_at is not None}
    if not new and not back:
        return files
    _check_room(services, known, len(new) + len(back))
    tx.bundle_files.add(new)
    if back:
        tx.bundle_files.set_removed([file.id for file in back.values()], None)
    put_in(tx, row.draft_paper_set_id, [*new, *back.values()])
    names = dict.fromkeys(each.name for each in places if each.name in back or each.known is None)
    add_events(tx, services, row.draft_paper_set_id, EventKind.FILE_ADDED, *names)
    tx.bundles.for_principal(principal).change(row, services.now())
    check_again(tx, services, row.draft_paper_set_id)
    return files


def remove_file(services: Services, principal: Principal, bundle_id: str, file_id: str) -> SubmittedFile:
    """Take a file out of the draft; returns it as it was. A second time changes nothing. Errors as ``add_file``."""
    return _put(services, principal, bundle_id, file_id, is_in=False)


def restore_file(services: Services, principal: Principal, bundle_id: str, file_id: str) -> SubmittedFile:
    """Put a file back that was taken out. Errors as ``add_file``."""
    return _put(services, principal, bundle_id, file_id, is_in=True)


def _put(
    services: Services, principal: Principal, bundle_id: str, file_id: str, is_in: bool
) -> SubmittedFile:
    with services.repository.write() as tx:
        row = editable(tx, services, principal, bundle_id)
        file = tx.bundle_files.get(row.id, file_id)
        if file is None:
            raise NotFound(
                Bilingual("该申请中没有此文件", "no such file in this bundle"),
                advice=Bilingual(
                    "压缩包内的文件随压缩包一起移除", "a file of an archive goes with its archive"
                ),
            )
        before = file_views(tx, services, row.draft_paper_set_id, row.id).get(file_id)
        is_change = (file.removed_at is None) is not is_in
        if is_change:
            tx.bundle_files.set_removed((file.id,), None if is_in else services.now())
            _changed(
                tx, services, principal, row, file, EventKind.FILE_ADDED if is_in else EventKind.FILE_REMOVED
            )
    services.bell.set()
    return before or _view(services, row, file_id)


def _changed(
    tx: Transaction,
    services: Services,
    principal: Principal,
    row: BundleRow,
    file: BundleFileRow,
    kind: EventKind,
) -> None:
    if kind is EventKind.FILE_ADDED:
        put_in(tx, row.draft_paper_set_id, (file,))
    else:
        take_out(tx, services, row.draft_paper_set_id, file.id)
    add_events(tx, services, row.draft_paper_set_id, kind, file.name)
    tx.bundles.for_principal(principal).change(row, services.now())
    check_again(tx, services, row.draft_paper_set_id)


def _check_room(services: Services, known: Iterable[BundleFileRow], more: int) -> None:
    limit = services.settings.max_files
    if sum(file.removed_at is None for file in known) + more > limit:
        raise TooMuch(
            Bilingual(f"一份申请最多 {limit} 个文件", f"a bundle holds at most {limit} files"),
            advice=Bilingual("请按车辆分成几份申请提交", "hand the cars in as several bundles"),
        )


def _new_row(services: Services, principal: Principal, row: BundleRow, placed: PlacedFile) -> BundleFileRow:
    return BundleFileRow(
        id=file_id(row.draft_paper_set_id, placed.name),
        bundle_id=row.id,
        name=placed.name,
        sha256=placed.file.sha256,
        size=placed.file.size,
        settled=settled_of(placed.file),
        added_at=services.now(),
        added_by=principal.name,
    )


def _view(services: Services, row: BundleRow, file_id: str) -> SubmittedFile:
    with services.repository.read() as tx:
        found = file_views(tx, services, row.draft_paper_set_id, row.id).get(file_id)
    if found is None:
        raise NotFound(
            Bilingual("该文件已被移除", "the file was taken out meanwhile"),
            advice=Bilingual("请刷新后重试", "load the bundle again"),
        )
    return found

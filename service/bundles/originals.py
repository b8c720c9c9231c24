"""The bytes of a bundle's files and the pictures of their pages, for those who may see the bundle."""

from __future__ import annotations

from collections.abc import Callable

from domain.access import Principal
from domain.bundle import SubmittedFile
from domain.errors import NotFound, ObjectNotFound
from domain.values import Bilingual
from service.bundles.file_views import file_views, shown_id
from service.bundles.looking import seen_paper_set
from storage.bundles.visible import BundleRow
from storage.paper_sets.sets import FileRow
from storage.repository import Transaction
from workers.jobs.subjects import PageSubject
from workers.services import Services
from workers.steps.inspect_file import STAGE as INSPECTED
from workers.steps.inspect_file import StoredInspection, inspection_hash
from workers.steps.read_page import STAGE, page_hash
from workers.stored.cache import PageSummary


def original(
    services: Services, principal: Principal, bundle_id: str, file_id: str
) -> tuple[SubmittedFile, bytes]:
    """A file as it was uploaded. Raises as ``original_file``."""
    file = original_file(services, principal, bundle_id, file_id)
    return file, content_of(services, file)


def content_of(services: Services, file: SubmittedFile) -> bytes:
    """The bytes of a file that ``original_file`` gave."""
    return services.objects.get(file.sha256)


def original_file(services: Services, principal: Principal, bundle_id: str, file_id: str) -> SubmittedFile:
    """A file whose bytes can be had. Raises ``NotFound``, also when the door refused to keep them."""
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        file = file_views(tx, services, seen_paper_set(store, row), row.id).get(file_id)
    if file is None:
        raise _no_file()
    if not file.sha256:
        raise NotFound(
            Bilingual("该文件未被接受，内容没有保存", "the bytes of this file were refused and not kept"),
            advice=Bilingual("原因见该文件的问题说明", "its problems say why"),
        )
    return file


def picture(services: Services, principal: Principal, bundle_id: str, file: str, page: int) -> bytes:
    """The upright picture of a page (JPEG or PNG); ``file`` is its id or the hash of its bytes, ``page`` 1-based.

    Raises ``NotFound`` while the page has not been read, or when no picture could be made.
    """
    with services.repository.read() as tx:
        contents = _contents(tx, principal, bundle_id)
    sha256 = contents.get(file)
    found = _picture(services, sha256, page) if sha256 else None
    if found is None:
        raise NotFound(
            Bilingual("本页没有图像", "there is no picture of this page"),
            advice=Bilingual("可能尚未识别，请查看进度", "it may not have been read yet; look at the status"),
        )
    return found


def thumbnail(services: Services, principal: Principal, bundle_id: str, file_id: str) -> bytes:
    """A small JPEG of a photograph as it was taken, there as soon as it was inspected. Raises ``NotFound``."""
    with services.repository.read() as tx:
        store = tx.bundles.for_principal(principal)
        row = store.get(bundle_id)
        file = _file(tx, row, seen_paper_set(store, row), file_id)
        if file is None:
            raise _no_file()
        key = tx.stages.get(inspection_hash(file), INSPECTED, services.versions.reader)
    small = services.cache.get(key, StoredInspection).thumbnail if key else ""
    if not small:
        raise NotFound(
            Bilingual("该文件没有缩略图", "there is no small picture of this file"),
            advice=Bilingual("请使用首页图像", "ask for the picture of its first page"),
        )
    return services.objects.get(small)


def pictures_of(
    services: Services, principal: Principal, bundle_id: str
) -> Callable[[str, int], bytes | None]:
    """(hash of the file's bytes, page) -> picture, for the files of this bundle and no others. Raises ``NotFound``."""
    with services.repository.read() as tx:
        known = set(_contents(tx, principal, bundle_id).values())
    return lambda sha256, page: _picture(services, sha256, page) if sha256 in known else None


def _contents(tx: Transaction, principal: Principal, bundle_id: str) -> dict[str, str]:
    """Ids and hashes of all files that the asker's view of the bundle has, or had in an attempt, to their hashes."""
    store = tx.bundles.for_principal(principal)
    row = store.get(bundle_id)
    draft = (row.draft_paper_set_id,) if store.sees_draft(row) else ()
    paper_sets = (*draft, *(attempt.paper_set_id for attempt in store.attempts(row.id)))
    rows: list[FileRow] = [
        file for paper_set_id in paper_sets for file in tx.files.of_paper_set(paper_set_id)
    ]
    return {
        name: file.sha256
        for file in rows
        if file.sha256
        for name in (file.id, shown_id(row.id, file), file.sha256)
    }


def _file(tx: Transaction, row: BundleRow, seen: str, shown: str) -> FileRow | None:
    """The file of that shown id in the paper set that is seen."""
    if seen == row.draft_paper_set_id:
        file = tx.files.get(shown)
        return file if file is not None and file.paper_set_id == seen else None
    return next((file for file in tx.files.of_paper_set(seen) if shown_id(row.id, file) == shown), None)


def _picture(services: Services, sha256: str, page: int) -> bytes | None:
    content_hash = page_hash(PageSubject(sha256, page))
    with services.repository.read() as tx:
        key = tx.stages.get(content_hash, STAGE, services.versions.reader) or tx.stages.latest(
            content_hash, STAGE
        )
    if key is None:
        return None
    try:
        stored = services.cache.get(key, PageSummary).picture
        return services.objects.get(stored) if stored else None
    except ObjectNotFound:
        return None


def _no_file() -> NotFound:
    return NotFound(
        Bilingual("该申请中没有此文件", "no such file in this bundle"),
        advice=Bilingual("请从文件列表中取编号", "list the files of the bundle for their ids"),
    )

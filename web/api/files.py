"""The papers of a bundle: put in, take out, put back, fetch as they were uploaded."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import ExitStack
from typing import Any

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from domain.access import Principal
from domain.errors import NotFound, UsageError
from domain.values import Bilingual
from service import bundle_commands as bundles
from web.api.file_headers import attachment, safe_media_type
from web.api.idempotency import IdempotencyKey, Made, answer_once
from web.api.lists import Cursor, Limit, part_of
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.limits.downloads import InPieces
from web.problems import kinds
from web.problems.document import ProblemError
from web.schemas.base import Listing
from web.schemas.bundles import AddedFiles, File
from web.settings import MEGABYTE
from web.state import state_of
from workers.services import Services

router = checked_router("files")

_FIELD = "files"
_MOST_FIELDS = 10
"""text fields beside the files, which are ignored"""
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "title": "Upload",
                    "required": [_FIELD],
                    "properties": {
                        _FIELD: {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                            "description": "One part for each file. Its file name may have folders with `/` between them.",
                        }
                    },
                },
                "example": {_FIELD: ["<bytes of certificate.jpg>", "<bytes of invoice.pdf>"]},
            }
        },
    }
}


@router.get("/bundles/{bundle_id}/files", response_model=Listing[File])
def list_files(
    bundle_id: str, asker: Asker, services: InjectedServices, cursor: Cursor = None, limit: Limit = 50
) -> Listing[File]:
    """The files as they are in now, by name; the members of archives too."""
    files = bundles.files(services, asker, bundle_id)
    part, following = part_of(files, lambda file: file.id, cursor, limit)
    return Listing(items=[File.model_validate(each) for each in part], next_cursor=following)


@router.post("/bundles/{bundle_id}/files", status_code=201, response_model=AddedFiles, openapi_extra=_UPLOAD)
async def add_files(
    bundle_id: str,
    request: Request,
    asker: Asker,
    services: InjectedServices,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Put one or more files in, photographs, scans, PDF, OFD, XML or ZIP: all of them, or none if one is refused.

    The same name with the same bytes again is the same file. An upload that breaks off leaves nothing behind.
    """
    await run_in_threadpool(bundles.view, services, asker, bundle_id)  # before anything is read
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise ProblemError(kinds.UNSUPPORTED_MEDIA_TYPE, headers={"accept-post": "multipart/form-data"})
    most = state_of(request).settings.max_files_per_upload
    try:
        form = await request.form(max_files=most, max_fields=_MOST_FIELDS)
    except HTTPException as error:
        raise _many_files(most) if "Too many files" in str(error.detail) else error from error
    except UnicodeError as error:  # a charset that some codec takes for one, but that cannot say these names
        raise HTTPException(400, "the names are not in the charset that the request says") from error
    try:
        uploads = [part for part in form.getlist(_FIELD) if isinstance(part, UploadFile)]
        adding = run_in_threadpool(_add, services, asker, bundle_id, uploads, idempotency_key)
        return await asyncio.shield(
            adding
        )  # what was received whole is kept, also if the client goes away now
    finally:
        await form.close()


@router.get("/bundles/{bundle_id}/files/{file_id}", response_model=File)
def show_file(bundle_id: str, file_id: str, asker: Asker, services: InjectedServices) -> File:
    """One file: how far it is, what is wrong with it, which papers it holds."""
    for file in bundles.files(services, asker, bundle_id):
        if file.id == file_id:
            return File.model_validate(file)
    raise NotFound(kinds.NOT_FOUND.title)


@router.get(
    "/bundles/{bundle_id}/files/{file_id}/thumbnail",
    response_class=Response,
    responses={
        200: {
            "description": "A small JPEG.",
            "content": {
                "image/jpeg": {"schema": {"type": "string", "format": "binary"}, "example": "<bytes>"}
            },
        }
    },
)
def show_thumbnail(bundle_id: str, file_id: str, asker: Asker, services: InjectedServices) -> Response:
    """A photograph as it was taken, small: there as soon as the file was inspected, before it is read."""
    content = bundles.thumbnail(services, asker, bundle_id, file_id)
    return Response(content, headers={"cache-control": "private, max-age=3600"}, media_type="image/jpeg")


@router.delete("/bundles/{bundle_id}/files/{file_id}", response_model=File)
def remove_file(bundle_id: str, file_id: str, asker: Asker, services: InjectedServices) -> File:
    """Take a file out; it can be put back. Answers with the file as it was."""
    return File.model_validate(bundles.remove_file(services, asker, bundle_id, file_id))


@router.post("/bundles/{bundle_id}/files/{file_id}/restore", response_model=File)
def restore_file(bundle_id: str, file_id: str, asker: Asker, services: InjectedServices) -> File:
    """Put a file back that was taken out."""
    return File.model_validate(bundles.restore_file(services, asker, bundle_id, file_id))


@router.get(
    "/bundles/{bundle_id}/files/{file_id}/content",
    response_class=Response,
    responses={
        200: {
            "description": "The bytes, to be saved under the file's name.",
            "content": {
                "application/octet-stream": {
                    "schema": {"type": "string", "format": "binary"},
                    "example": "<bytes>",
                },
                **{
                    media_type: {"schema": {"type": "string", "format": "binary"}, "example": "<bytes>"}
                    for media_type in ("application/pdf", "application/zip", "image/*")
                },
            },
        }
    },
)
def download_file(
    bundle_id: str, file_id: str, request: Request, asker: Asker, services: InjectedServices
) -> Response:
    """The file as it was uploaded, always as an attachment."""
    file, state = bundles.original_file(services, asker, bundle_id, file_id), state_of(request)
    headers = {"content-disposition": attachment(file.name), "etag": f'"{file.sha256}"'}
    with ExitStack() as counted:
        limit = state.settings.max_download_bytes
        counted.enter_context(state.downloads.counted(asker.organisation_id, file.size, limit))
        content = bundles.content_of(services, file)
        on_end = counted.pop_all().close
    return InPieces(content, headers, safe_media_type(file.media_type), on_end)


def _add(
    services: Services, asker: Principal, bundle_id: str, uploads: list[UploadFile], key: str | None
) -> Response:
    _check(services, uploads)
    hashes = [part for upload in uploads for part in (upload.filename or "", _digest(upload))] if key else []

    def make() -> Made:
        added = bundles.add_files(services, asker, bundle_id, map(_read, uploads))
        return Made(AddedFiles(items=[File.model_validate(each) for each in added]))

    return answer_once(services, asker, key, ("add_files", bundle_id, *hashes), make)


def _check(services: Services, uploads: list[UploadFile]) -> None:
    if not uploads:
        raise UsageError(
            Bilingual("没有收到文件", "no file came with the request"),
            advice=Bilingual(
                f"请把文件放在名为 {_FIELD} 的 multipart 字段中。",
                f"Send the files as parts named {_FIELD} of multipart/form-data.",
            ),
        )
    limit = services.limits.max_file_bytes
    for upload in uploads:
        if (upload.size or 0) > limit:
            size, name = f"{limit // MEGABYTE} MB", upload.filename
            raise ProblemError(
                kinds.TOO_LARGE,
                Bilingual(
                    f"“{name}”超过单个文件上限 {size}", f"{name!r} is larger than a file may be: {size}"
                ),
            )


def _read(upload: UploadFile) -> tuple[str, bytes]:
    upload.file.seek(0)
    return upload.filename or "", upload.file.read()


def _digest(upload: UploadFile) -> str:
    upload.file.seek(0)
    return hashlib.file_digest(upload.file, "sha256").hexdigest()  # type: ignore[arg-type]


def _many_files(most: int) -> ProblemError:
    return ProblemError(
        kinds.TOO_LARGE,
        Bilingual(f"一次最多上传 {most} 个文件", f"one upload may hold {most} files at most"),
    )

"""Pictures of pages, whole and in part."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Path, Query, Request, Response
from PIL import Image, ImageFile

from domain.errors import NotFound
from domain.values import Bilingual
from service import bundle_commands as bundles
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.api.revisions import IfNoneMatch, is_known, tag_of_bytes
from web.problems import kinds
from web.reports.page_pictures import open_picture
from web.state import state_of

router = checked_router("pages")

MOST_WIDTH_PX = 4000
_MOST_PX = 100_000
_JPEG_QUALITY = 80
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture.",
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}, "example": "<bytes>"}
            for media_type in ("image/jpeg", "image/png")
        },
    }
}

PageNumber = Annotated[int, Path(ge=1, le=100_000, description="1-based page of the file.")]
Pixel = Annotated[
    int, Query(ge=0, le=_MOST_PX, description="px of the page picture, origin at the top left.")
]


@router.get(
    "/bundles/{bundle_id}/files/{file_id}/pages/{page}/picture",
    response_class=Response,
    responses=_PICTURE,
)
async def show_picture(
    bundle_id: str,
    file_id: str,
    page: PageNumber,
    request: Request,
    asker: Asker,
    services: InjectedServices,
    width: Annotated[
        int | None,
        Query(ge=16, le=MOST_WIDTH_PX, description="px; a picture that is smaller stays as it is."),
    ] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The page, upright and cleaned, as soon as it has been read. `file_id` may also be the hash of the file."""

    def answered() -> Response:
        content = bundles.picture(services, asker, bundle_id, file_id, page)
        tag = tag_of_bytes(content + f" {width}".encode())
        if is_known(if_none_match, tag):
            return Response(status_code=304, headers=_headers(tag))
        if width is None:
            return _answer(content, tag)
        kept = state_of(request).kept_pictures
        return _answer(kept.get_or_make(tag, lambda: _decoding(lambda: _narrowed(content, width))), tag)

    limiter = None if width is None else state_of(request).picture_work
    return await to_thread.run_sync(answered, limiter=limiter)


@router.get(
    "/bundles/{bundle_id}/files/{file_id}/pages/{page}/crop", response_class=Response, responses=_PICTURE
)
async def show_crop(
    bundle_id: str,
    file_id: str,
    page: PageNumber,
    request: Request,
    asker: Asker,
    services: InjectedServices,
    x0: Pixel,
    y0: Pixel,
    x1: Pixel,
    y1: Pixel,
) -> Response:
    """A part of the page picture; what lies outside the page is cut off."""

    def answered() -> Response:
        content = bundles.picture(services, asker, bundle_id, file_id, page)
        key = (tag_of_bytes(content), x0, y0, x1, y1)
        kept = state_of(request).kept_pictures
        piece = kept.get_or_make(key, lambda: _decoding(lambda: _cut(content, x0, y0, x1, y1)))
        return _answer(piece, tag_of_bytes(piece))

    return await to_thread.run_sync(answered, limiter=state_of(request).picture_work)


def _cut(content: bytes, x0: int, y0: int, x1: int, y1: int) -> bytes:
    picture = _open(content)
    left, right = min(x0, picture.width - 1), min(x1, picture.width)
    top, bottom = min(y0, picture.height - 1), min(y1, picture.height)
    box = (left, top, max(right, left + 1), max(bottom, top + 1))
    return _jpeg(picture.crop(box))


def _open(content: bytes) -> Image.Image:
    picture = open_picture(content)
    if picture is None:
        raise _no_picture()
    return picture


def _no_picture() -> NotFound:
    return NotFound(
        Bilingual("本页没有可显示的图像", "there is no picture of this page that can be shown"),
        advice=kinds.NOT_FOUND.advice,
    )


def _narrowed(content: bytes, width: int) -> bytes:
    picture = _open(content)
    if picture.width <= width:
        return content
    height = max(1, round(picture.height * width / picture.width))
    picture.draft("RGB", (width, height))  # a JPEG is decoded no larger than needed
    return _jpeg(picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def _decoding(work: Callable[[], bytes]) -> bytes:
    """What ``work`` makes of a picture; a damaged one is none, whatever another library set Pillow's switch to."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        return work()
    except (OSError, ValueError, SyntaxError) as error:
        raise _no_picture() from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _answer(content: bytes, tag: str) -> Response:
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return Response(content, headers=_headers(tag), media_type=media_type)


def _headers(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": "private, max-age=3600"}

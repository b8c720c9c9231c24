"""Pictures of pages, whole and in part."""

from __future__ import annotations

import io
from typing import Annotated, Any

from fastapi import Path, Query, Response
from PIL import Image, UnidentifiedImageError

from domain.errors import NotFound
from domain.values import Bilingual
from web import problem_kinds as kinds
from web.api.guarded import Asker, House, guarded_router
from web.api.revisions import IfNoneMatch, is_known, tag_of_bytes
from workers import submission_commands as submissions

router = guarded_router("pages")

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
def show_picture(
    bundle_id: str,
    file_id: str,
    page: PageNumber,
    asker: Asker,
    services: House,
    width: Annotated[
        int | None,
        Query(ge=16, le=MOST_WIDTH_PX, description="px; a picture that is smaller stays as it is."),
    ] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The page, upright and cleaned, as soon as it has been read. `file_id` may also be the hash of the file."""
    content = submissions.picture(services, asker, bundle_id, file_id, page)
    tag = tag_of_bytes(content + f" {width}".encode())
    if is_known(if_none_match, tag):
        return Response(status_code=304, headers=_headers(tag))
    return _answer(content if width is None else _narrowed(content, width), tag)


@router.get(
    "/bundles/{bundle_id}/files/{file_id}/pages/{page}/crop", response_class=Response, responses=_PICTURE
)
def show_crop(
    bundle_id: str,
    file_id: str,
    page: PageNumber,
    asker: Asker,
    services: House,
    x0: Pixel,
    y0: Pixel,
    x1: Pixel,
    y1: Pixel,
) -> Response:
    """A part of the page picture; what lies outside the page is cut off."""
    picture = _open(submissions.picture(services, asker, bundle_id, file_id, page))
    left, right = min(x0, picture.width - 1), min(x1, picture.width)
    top, bottom = min(y0, picture.height - 1), min(y1, picture.height)
    box = (left, top, max(right, left + 1), max(bottom, top + 1))
    content = _jpeg(picture.crop(box))
    return _answer(content, tag_of_bytes(content))


def _open(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content))
    except (UnidentifiedImageError, OSError) as error:
        raise NotFound(
            Bilingual("本页没有可显示的图像", "there is no picture of this page that can be shown"),
            advice=kinds.NOT_FOUND.advice,
        ) from error


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


def _answer(content: bytes, tag: str) -> Response:
    media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return Response(content, headers=_headers(tag), media_type=media_type)


def _headers(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": "private, max-age=3600"}

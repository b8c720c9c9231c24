from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from web.reports.page_pictures import open_picture


def encoded(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, form)
    return out.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """The head of a PNG that says so much of itself."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data + bytes(4)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_our_readers_make_is_opened(form: str) -> None:
    picture = open_picture(encoded(form))
    assert picture is not None and picture.size == (8, 8)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO", "PPM", "WEBP", "PDF", "EPS"])
def test_no_other_format_is_opened_whatever_a_reader_says(form: str) -> None:
    assert open_picture(encoded(form)) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", png_of_size(30_000, 30_000)])
def test_what_is_damaged_or_too_large_is_no_picture(content: bytes) -> None:
    assert open_picture(content) is None

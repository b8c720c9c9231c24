"""Builders of small files, good and bad, and an engine that reads nothing but says where it looked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from domain.document import Word
from domain.geometry import Box
from domain.reading import Limits

PdfBuilder = Callable[..., bytes]
ZipBuilder = Callable[..., bytes]
PictureBuilder = Callable[..., bytes]


class LookingEngine:
    """Sees one word ``SEEN`` in whatever it is given, and keeps the sizes of what it was given."""

    def __init__(self) -> None:
        self.looked_at: list[tuple[int, int]] = []

    def locate(self, image: Any) -> Any:
        return np.zeros((0, 4, 2), np.float32)

    def read_page(self, image: Any, lines: Any = None, readings: Any = None) -> tuple[Word, ...]:
        height, width = image.shape[:2]
        self.looked_at.append((width, height))
        box = Box(width * 0.1, height * 0.4, width * 0.9, height * 0.6)
        return (Word("SEEN", box.polygon(), "ocr:fake@1", 0.9),)

    def read_lines(self, crops: Sequence[Any], expects: Sequence[str] = ()) -> list[Any]:
        return []


@pytest.fixture
def engine() -> LookingEngine:
    return LookingEngine()


@pytest.fixture
def limits() -> Limits:
    return Limits(
        max_file_bytes=20 * 1024 * 1024,
        max_unpacked_bytes=40 * 1024 * 1024,
        max_members=50,
        max_pixels=20_000_000,
    )


@pytest.fixture(scope="session")
def make_pdf() -> PdfBuilder:
    """A PDF written by hand: one content stream a page, fonts F1 Helvetica and F2 without a map to Unicode.

    ``extra`` objects are numbered from 7 on; ``page`` and ``catalog`` go into those dictionaries.
    """

    def build(
        *streams: str,
        page: str = "",
        size: tuple[float, float] = (595, 842),
        image: bytes = b"",
        mask: bool = False,
        extra: Sequence[bytes] = (),
        catalog: str = "",
    ) -> bytes:
        objects: list[bytes] = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(), b""]
        objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        objects.append(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Odd /Encoding /Identity-H /DescendantFonts ["
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Odd /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor "
            b"<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
            b"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>"
        )
        soft = b" /SMask 6 0 R" if mask else b""
        pixels = image or b"\x00\x00\x00"
        side = int((len(pixels) // 3) ** 0.5)
        head = f"<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceRGB "
        objects.append(
            head.encode() + f"/BitsPerComponent 8 /Length {len(pixels)}".encode() + soft + b" >>\nstream\n" + pixels
            + b"\nendstream"
        )  # fmt: skip
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Length {side * side} >>\nstream\n".encode()
            + bytes(side * side)
            + b"\nendstream"
        )
        objects += extra
        kids = []
        shared = {}
        for stream in streams:
            if stream not in shared:
                data = stream.encode("latin-1")
                objects.append(f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")
                shared[stream] = len(objects)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] {page} /Contents {shared[stream]} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >> >>".encode()
            )
            kids.append(len(objects))
        refs = " ".join(f"{kid} 0 R" for kid in kids)
        objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
        out = bytearray(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
        out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
        return bytes(out)

    return build


@pytest.fixture(scope="session")
def make_zip() -> ZipBuilder:
    """A ZIP of (name, content) pairs."""

    def build(
        *members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED
    ) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression) as archive:
            for name, content in members:
                archive.writestr(name, content)
        return out.getvalue()

    return build


@pytest.fixture(scope="session")
def make_picture() -> PictureBuilder:
    """A picture with a black frame and a grey spot at its top left, in any Pillow format and mode."""

    def build(
        kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: Any
    ) -> bytes:
        image = Image.new("RGB", size, "white")
        draw = ImageDraw.Draw(image)
        draw.rectangle((20, 20, size[0] - 20, size[1] - 20), outline="black", width=3)
        draw.rectangle((40, 40, 120, 80), fill=(90, 90, 90))
        out = io.BytesIO()
        image.convert(mode).save(out, kind, **options)
        return out.getvalue()

    return build

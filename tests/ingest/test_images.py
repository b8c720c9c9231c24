"""Pictures of every kind become upright BGR on white; hostile and broken ones become a problem."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFile

from domain.reading import Limits
from ingest.images import WORKING_PIXELS, count_frames, decode_frame, decode_small
from ingest.refusal import Refused
from ingest.sniffing import sniff

MakePicture = Callable[..., bytes]

FORMATS = [
    ("JPEG", "RGB"),
    ("JPEG", "L"),
    ("JPEG", "CMYK"),
    ("PNG", "RGB"),
    ("PNG", "RGBA"),
    ("PNG", "LA"),
    ("PNG", "P"),
    ("PNG", "1"),
    ("TIFF", "RGB"),
    ("TIFF", "CMYK"),
    ("TIFF", "1"),
    ("BMP", "RGB"),
    ("GIF", "P"),
    ("WEBP", "RGB"),
]


@pytest.mark.parametrize(("kind", "mode"), FORMATS)
def test_every_kind_shows_the_same(kind: str, mode: str, make_picture: MakePicture, limits: Limits) -> None:
    content = make_picture(kind, mode=mode)
    frame = decode_frame(content, 1, limits)
    assert count_frames(content, limits) == (1, ())
    assert frame.picture.shape == (300, 400, 3) and frame.picture.dtype == np.uint8
    assert frame.picture[150, 200].min() > 240
    assert frame.picture[60, 80].max() < 140
    assert frame.problems == ()


def test_a_telephone_photograph_in_heic_is_read(limits: Limits) -> None:
    pillow_heif: Any = pytest.importorskip("pillow_heif")
    image = Image.new("RGB", (320, 240), "white")
    image.paste("black", (20, 20, 100, 60))
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, quality=90)
    assert sniff(out.getvalue()).media_type == "image/heic"
    picture = decode_frame(out.getvalue(), 1, limits).picture
    assert picture.shape == (240, 320, 3) and picture[40, 60].max() < 60 and picture[200, 300].min() > 230


def test_sixteen_bit_grey_is_scaled_and_not_clipped(limits: Limits) -> None:
    ramp = np.linspace(0, 65535, 100 * 100).reshape(100, 100).astype(np.uint16)
    out = io.BytesIO()
    Image.fromarray(ramp).save(out, "PNG")
    picture = decode_frame(out.getvalue(), 1, limits).picture
    assert picture[0, 0, 0] == 0 and 120 < picture[50, 0, 0] < 135 and picture[99, 99, 0] >= 254


def test_transparent_paper_is_white(limits: Limits) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert decode_frame(out.getvalue(), 1, limits).picture.min() == 255


def test_a_turned_photograph_is_made_upright_by_its_exif(make_picture: MakePicture, limits: Limits) -> None:
    exif = Image.Exif()
    exif[274] = 6
    picture = decode_frame(make_picture("JPEG", exif=exif), 1, limits).picture
    assert picture.shape[:2] == (400, 300)
    assert picture[80, 240].max() < 140


@pytest.mark.parametrize("compression", ["group4", "group3", "tiff_lzw", "jpeg"])
def test_pages_of_a_tiff_are_counted_and_read(compression: str, limits: Limits) -> None:
    mode = "1" if compression.startswith("group") else "RGB"
    pages = [Image.new(mode, (200, 100 + 50 * number), "white") for number in range(3)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
    assert count_frames(out.getvalue(), limits) == (3, ())
    assert [decode_frame(out.getvalue(), n, limits).picture.shape[0] for n in (1, 2, 3)] == [100, 150, 200]
    with pytest.raises(Refused, match="page_missing"):
        decode_frame(out.getvalue(), 4, limits)


@pytest.mark.parametrize("cut", ["inside the third directory", "third directory beyond the end"])
def test_pages_of_a_tiff_that_its_damage_hides_are_told(cut: str, limits: Limits) -> None:
    out = io.BytesIO()
    pages = [Image.new("RGB", (200, 100), "white") for _ in range(3)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    content = bytearray(out.getvalue())
    link, links = 4, []
    while start := struct.unpack_from("<I", content, link)[0]:
        links.append(link)
        link = start + 2 + 12 * struct.unpack_from("<H", content, start)[0]
    third = struct.unpack_from("<I", content, links[2])[0]
    if cut.startswith("inside"):
        del content[third + 4 :]
    else:
        struct.pack_into("<I", content, links[2], len(content) + 5000)
    count, problems = count_frames(bytes(content), limits)
    assert count == 2 and [found.code for found in problems] == ["frames_lost"]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_only_the_first_of_moving_pictures_counts(kind: str, limits: Limits) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], lossless=True)
    count, problems = count_frames(out.getvalue(), limits)
    assert count == 1 and [found.code for found in problems] == ["frames_unread"]
    assert decode_frame(out.getvalue(), 1, limits).picture[30, 30].tolist() == [0, 0, 255]
    with pytest.raises(Refused, match="page_missing"):
        decode_frame(out.getvalue(), 2, limits)


def test_stored_resolution_is_taken_where_it_can_be_believed(
    make_picture: MakePicture, limits: Limits
) -> None:
    assert decode_frame(make_picture("JPEG", dpi=(300, 300)), 1, limits).dpi == 300
    assert decode_frame(make_picture("JPEG", dpi=(72, 72)), 1, limits).dpi == pytest.approx(
        400 / 11.69, abs=0.1
    )


@pytest.mark.parametrize(
    ("kind", "dpi", "size", "expected"),
    [
        ("TIFF", (204, 98), (400, 200), (416, 400)),
        ("TIFF", (204, 196), (400, 200), (200, 400)),
        ("TIFF", (204, 391), (400, 800), (800, 767)),
        ("TIFF", (100, 200), (200, 400), (400, 400)),
        ("PNG", (200, 100), (400, 200), (400, 400)),
        ("JPEG", (200, 100), (400, 200), (400, 400)),
        ("BMP", (200, 100), (400, 200), (400, 400)),
        ("TIFF", (2000, 100), (400, 200), (200, 400)),
        ("PNG", (0, 100), (400, 200), (200, 400)),
    ],
    ids=[
        "standard fax",
        "fine fax",
        "superfine fax",
        "fax upright",
        "png",
        "jpeg",
        "bmp",
        "nonsense",
        "zero",
    ],
)
def test_pixels_that_are_not_square_are_made_so(
    kind: str, dpi: tuple[int, int], size: tuple[int, int], expected: tuple[int, int], limits: Limits
) -> None:
    out = io.BytesIO()
    picture = Image.new("1" if kind == "TIFF" else "L", size, 1 if kind == "TIFF" else 255)
    picture.paste(0, (10, 10, 60, 60))
    picture.save(out, kind, dpi=dpi)
    frame = decode_frame(out.getvalue(), 1, limits)
    assert frame.picture.shape[:2] == pytest.approx(expected, abs=2)
    assert decode_small(out.getvalue(), 10_000)[0].shape[:2] == pytest.approx(expected, abs=2)


def test_a_ratio_of_pixels_without_a_unit_counts(limits: Limits) -> None:
    out = io.BytesIO()
    Image.new("L", (400, 200), 255).save(out, "JPEG")
    content = out.getvalue().replace(
        b"JFIF\0\x01\x01\x00\x00\x01\x00\x01", b"JFIF\0\x01\x01\x00\x00\x02\x00\x01"
    )
    assert content != out.getvalue()
    assert decode_frame(content, 1, limits).picture.shape[:2] == (400, 400)


def test_a_strip_is_taken_to_be_as_wide_as_a_sheet(make_picture: MakePicture, limits: Limits) -> None:
    frame = decode_frame(make_picture("PNG", size=(827, 6000)), 1, limits)
    assert frame.dpi == pytest.approx(100, abs=0.5)


def test_a_huge_picture_is_refused_before_it_is_decoded(limits: Limits) -> None:
    """900 million pixels announced in a file of a few hundred bytes."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    content = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(Refused, match="picture_too_large"):
        count_frames(content, limits)
    with pytest.raises(Refused, match="picture_too_large"):
        decode_frame(content, 1, limits)


def test_a_larger_picture_than_needed_is_brought_down(make_picture: MakePicture) -> None:
    content = make_picture("PNG", size=(7000, 5000), mode="L")
    frame = decode_frame(content, 1, Limits())
    assert frame.picture.shape[0] * frame.picture.shape[1] <= WORKING_PIXELS


@pytest.mark.parametrize("left_by_others", [False, True])
def test_of_a_cut_photograph_the_rest_is_read_with_a_problem(
    limits: Limits, monkeypatch: pytest.MonkeyPatch, left_by_others: bool
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", left_by_others)
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG")
    frame = decode_frame(out.getvalue()[: len(out.getvalue()) // 2], 1, limits)
    assert [found.code for found in frame.problems] == ["picture_truncated"]
    assert frame.picture[:100].std() > 20 and frame.picture[-50:].std() < 5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF", "WEBP", "BMP"])
def test_a_picture_cut_after_its_header_is_refused(
    kind: str, make_picture: MakePicture, limits: Limits
) -> None:
    content = make_picture(kind, mode="P" if kind == "GIF" else "RGB")
    with pytest.raises(Refused):
        decode_frame(content[:40], 1, limits)


def test_garbage_after_the_magic_is_refused(limits: Limits) -> None:
    for magic in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"GIF89a", b"BM"):
        with pytest.raises(Refused):
            decode_frame(magic + bytes(range(256)) * 4, 1, limits)


def test_a_tiff_whose_directories_go_round_in_a_circle_ends(
    make_picture: MakePicture, limits: Limits
) -> None:
    content = bytearray(make_picture("TIFF"))
    first = struct.unpack("<I", content[4:8])[0]
    entries = struct.unpack("<H", content[first : first + 2])[0]
    content[first + 2 + 12 * entries : first + 6 + 12 * entries] = struct.pack("<I", first)
    assert count_frames(bytes(content), limits)[0] <= limits.max_pages + 1


def test_a_spacer_is_refused(limits: Limits) -> None:
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "GIF")
    with pytest.raises(Refused, match="picture_tiny"):
        count_frames(out.getvalue(), limits)

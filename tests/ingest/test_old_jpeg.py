"""TIFFs of old-style JPEG compression, in the three ways that scanners wrote them, come out as pictures."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.reading import Limits
from ingest.images import count_frames, decode_frame, decode_small
from ingest.old_jpeg import jpeg_stream
from ingest.refusal import Refused

SIZE = (160, 128)


def drawing(mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, SIZE, "white")
    image.paste("black", (16, 16, 80, 64))
    return image


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    drawing(mode).save(out, "JPEG", quality=92, subsampling=2, **options)
    return out.getvalue()


def segments(stream: bytes) -> list[tuple[int, int, bytes]]:
    """(marker, offset of its data, data) up to the start of scan."""
    found, at = [], 2
    while stream[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", stream[at + 2 : at + 4])
        found.append((stream[at + 1], at + 4, stream[at + 4 : at + 2 + length]))
        at += 2 + length
    (length,) = struct.unpack(">H", stream[at + 2 : at + 4])
    found.append((0xDA, at + 4, stream[at + 2 + length :]))
    return found


def tiff(data: bytes, tags: dict[int, int | list[int]], *, at: int = 8) -> bytes:
    """A little-endian TIFF with ``data`` at offset 8 and one directory behind it; all values are longs."""
    body = bytearray(b"II*\x00" + struct.pack("<I", at + len(data)) + data)
    directory, more = bytearray(), bytearray()
    base = len(body) + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        values = value if isinstance(value, list) else [value]
        packed = struct.pack(f"<{len(values)}I", *values)
        place = packed if len(packed) <= 4 else struct.pack("<I", base + len(more))
        if len(packed) > 4:
            more += packed
        directory += struct.pack("<HHI", tag, 4, len(values)) + place
    return bytes(body + struct.pack("<H", len(tags)) + directory + b"\0\0\0\0" + more)


def tags_of(samples: int = 3, /, **more: int | list[int]) -> dict[int, int | list[int]]:
    width, height = SIZE
    photometric = 6 if samples == 3 else 1
    bits = [8] * samples if samples > 1 else 8
    found: dict[int, int | list[int]] = {
        256: width, 257: height, 258: bits, 259: 6, 262: photometric, 277: samples, 278: height,
    }  # fmt: skip
    return found | {int(name[1:]): value for name, value in more.items()}


def whole(mode: str = "RGB") -> bytes:
    stream = jpeg(mode)
    return tiff(
        stream, tags_of(3 if mode == "RGB" else 1, t513=8, t514=len(stream), t273=8, t279=len(stream))
    )


def head_and_strip() -> bytes:
    stream = jpeg()
    scan = stream.index(b"\xff\xda")
    scan_end = scan + 2 + struct.unpack(">H", stream[scan + 2 : scan + 4])[0]
    data = stream[scan_end:].removesuffix(b"\xff\xd9")
    return tiff(
        stream[:scan] + b"\xff\xd9" + data,
        tags_of(t513=8, t514=scan + 2, t273=8 + scan + 2, t279=len(data)),
    )


def bare_tables() -> bytes:
    q: dict[int, int] = {}
    dc: dict[int, int] = {}
    ac: dict[int, int] = {}
    body, data = bytearray(), b""
    for marker, _, content in segments(jpeg()):
        at = 0
        while marker == 0xDB and at < len(content):
            q[content[at]] = 8 + len(body)
            body += content[at + 1 : at + 65]
            at += 65
        while marker == 0xC4 and at < len(content):
            count = sum(content[at + 1 : at + 17])
            (ac if content[at] >> 4 else dc)[content[at] & 15] = 8 + len(body)
            body += content[at + 1 : at + 17 + count]
            at += 17 + count
        if marker == 0xDA:
            data = content.removesuffix(b"\xff\xd9")
    tables: dict[int, int | list[int]] = {
        519: [q[0], q[1], q[1]],
        520: [dc[0], dc[1], dc[1]],
        521: [ac[0], ac[1], ac[1]],
    }
    tags = tags_of(t273=8 + len(body), t279=len(data), t530=[2, 2])
    return tiff(bytes(body) + data, tags | tables)


WAYS: dict[str, Callable[[], bytes]] = {
    "whole stream": whole,
    "grey": lambda: whole("L"),
    "head and strip": head_and_strip,
    "bare tables": bare_tables,
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_writing_comes_out_as_the_picture(way: str, limits: Limits) -> None:
    content = WAYS[way]()
    assert count_frames(content, limits) == (1, ())
    frame = decode_frame(content, 1, limits)
    expected = np.asarray(drawing(), np.int16)[:, :, ::-1]
    assert frame.picture.shape == expected.shape and frame.problems == ()
    assert float(np.abs(frame.picture.astype(np.int16) - expected).mean()) < 4
    small, scale = decode_small(content, 1000)
    assert small.shape == expected.shape and scale == 1.0


def test_the_frame_s_own_orientation_counts(limits: Limits) -> None:
    stream = jpeg()
    tags = tags_of(t513=8, t514=len(stream), t273=8, t279=len(stream), t274=6)
    assert decode_frame(tiff(stream, tags), 1, limits).picture.shape[:2] == (SIZE[0], SIZE[1])


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"t513": 10**9, "t514": 5},
        {"t273": 10**9, "t279": 10},
        {"t519": [1, 2, 3], "t273": 8, "t279": 4},
        {"t513": 8, "t514": 4},
    ],
)
def test_a_frame_without_its_data_is_refused(more: dict[str, int | list[int]], limits: Limits) -> None:
    with pytest.raises(Refused):
        decode_frame(tiff(b"nothing to see", tags_of(3, **more)), 1, limits)


numbers = st.integers(0, 2**32 - 1) | st.lists(st.integers(0, 200), max_size=4)


@given(st.binary(max_size=200), st.dictionaries(st.sampled_from([256, 257, 258, 273, 277, 278, 279, 513, 514, 515, 519, 520, 521, 530]), numbers))  # fmt: skip
def test_any_tags_give_a_stream_or_nothing(content: bytes, tags: dict[int, object]) -> None:
    jpeg_stream(content, tags)

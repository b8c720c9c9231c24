"""The JPEG inside a TIFF of old-style JPEG compression (TIFF 6.0, section 22; compression 6), which scanners still write.

Decoders dropped it for its loose ends. Three ways of writing it exist: a whole JPEG stream, its head alone with the data
in strips, and bare tables. Each comes out as one JPEG stream; nothing is decoded here.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

OLD_JPEG = 6
COMPRESSION, ORIENTATION = 259, 274
WIDTH, HEIGHT, BITS, OFFSETS, SAMPLES, ROWS, COUNTS = 256, 257, 258, 273, 277, 278, 279
STREAM, STREAM_LENGTH, RESTART = 513, 514, 515
Q_TABLES, DC_TABLES, AC_TABLES, SUBSAMPLING = 519, 520, 521, 530
START, END, SCAN = b"\xff\xd8", b"\xff\xd9", b"\xff\xda"
BLOCK = 8  # px
MOST_STRIPS = 100_000

Tags = Mapping[int, object]


def jpeg_stream(content: bytes, tags: Tags) -> bytes | None:
    """The frame with these tags as a JPEG stream; None when it is not there. The result may still be damaged."""
    begin, length = _one(tags, STREAM), _one(tags, STREAM_LENGTH)
    head = content[begin : begin + length] if begin and length else content[begin:] if begin else b""
    strips = _strips(content, tags)
    if not head.startswith(START):
        return _from_tables(content, tags, strips)
    if SCAN in head and not _lies_outside(tags, begin, len(head)):
        return head
    return _with_strips(head, tags, strips)


def _with_strips(head: bytes, tags: Tags, strips: list[bytes]) -> bytes:
    """A head without data: what follows it are the strips, each of which may have its own start of scan."""
    body = head[: -len(END)] if head.endswith(END) else head
    if strips and strips[0].startswith(START):
        return strips[0]
    scan = b"" if SCAN in body or (strips and strips[0].startswith(SCAN)) else _scan_head(_samples(tags), 2)
    return body + scan + _joined(strips) + END


def _from_tables(content: bytes, tags: Tags, strips: list[bytes]) -> bytes | None:
    if not strips or not _many(tags, Q_TABLES):
        return None
    if strips[0].startswith(START):
        return strips[0]
    samples = _samples(tags)
    pieces = [START]
    for number, at in enumerate(_many(tags, Q_TABLES)[:samples]):
        pieces.append(_segment(0xDB, bytes([number]) + content[at : at + 64]))
    for kind, tag in ((0x00, DC_TABLES), (0x10, AC_TABLES)):
        for number, at in enumerate(_many(tags, tag)[:samples]):
            counts = content[at : at + 16]
            pieces.append(_segment(0xC4, bytes([kind | number]) + content[at : at + 16 + sum(counts)]))
    interval = _one(tags, RESTART) or (_blocks_of_strip(tags) if len(strips) > 1 else 0)
    if interval:
        pieces.append(_segment(0xDD, struct.pack(">H", min(interval, 0xFFFF))))
    pieces += [_frame_head(tags), _scan_head(samples, samples), _joined(strips), END]
    return b"".join(pieces)


def _frame_head(tags: Tags) -> bytes:
    samples = _samples(tags)
    across, down = _subsampling(tags)
    parts = [bytes([i + 1, (across << 4 | down) if i == 0 else 0x11, i]) for i in range(samples)]
    size = struct.pack(">BHHB", 8, _one(tags, HEIGHT) & 0xFFFF, _one(tags, WIDTH) & 0xFFFF, samples)
    return _segment(0xC0, size + b"".join(parts))


def _scan_head(samples: int, tables: int) -> bytes:
    """A start of scan; the last of the ``tables`` serves all further components."""
    table = [min(i, tables - 1) for i in range(samples)]
    parts = b"".join(bytes([i + 1, table[i] << 4 | table[i]]) for i in range(samples))
    return _segment(0xDA, bytes([samples]) + parts + b"\x00\x3f\x00")


def _blocks_of_strip(tags: Tags) -> int:
    """Coding units of one strip, after which its successor starts anew."""
    across, down = _subsampling(tags)
    wide = -(-_one(tags, WIDTH) // (BLOCK * across))
    return wide * -(-max(1, _one(tags, ROWS)) // (BLOCK * down))


def _subsampling(tags: Tags) -> tuple[int, int]:
    found = _many(tags, SUBSAMPLING)
    if _samples(tags) == 1:
        return 1, 1
    return (found[0] & 3 or 1, found[1] & 3 or 1) if len(found) == 2 else (2, 2)


def _joined(strips: list[bytes]) -> bytes:
    """The data of all strips with a restart mark between them; marks that are there already stay."""
    joined = bytearray()
    for number, strip in enumerate(strips):
        if number and not _ends_with_mark(joined):
            joined += bytes([0xFF, 0xD0 + (number - 1) % 8])
        joined += strip.removesuffix(END)
    return bytes(joined)


def _ends_with_mark(data: bytearray) -> bool:
    return len(data) > 1 and data[-2] == 0xFF and 0xD0 <= data[-1] <= 0xD7


def _strips(content: bytes, tags: Tags) -> list[bytes]:
    places = zip(_many(tags, OFFSETS)[:MOST_STRIPS], _many(tags, COUNTS)[:MOST_STRIPS], strict=False)
    return [content[at : at + count] for at, count in places]


def _lies_outside(tags: Tags, begin: int, length: int) -> bool:
    """Whether the strips lie beside the stream and not in it."""
    return any(not begin <= at < begin + length for at in _many(tags, OFFSETS))


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _samples(tags: Tags) -> int:
    return max(1, min(_one(tags, SAMPLES) or len(_many(tags, BITS)) or 1, 4))


def _one(tags: Tags, tag: int) -> int:
    return next(iter(_many(tags, tag)), 0)


def _many(tags: Tags, tag: int) -> tuple[int, ...]:
    """The whole numbers of a tag that can be places or sizes."""
    value = tags.get(tag)
    values = value if isinstance(value, tuple | list) else (value,)
    return tuple(int(one) for one in values if isinstance(one, int) and one >= 0)

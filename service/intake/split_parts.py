"""Split archives whose parts are all there: they are put together when a bundle is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from ingest.split_archive import has_end, part_of

NamedFile = tuple[str, bytes | Path]
MOST_PARTS = 500


class Joined(msgspec.Struct, frozen=True):
    """An archive made of parts."""

    name: str
    content: bytes
    parts: tuple[str, ...]
    """names of the files that it is made of"""


def join_parts(files: Sequence[NamedFile], largest: int) -> tuple[Joined, ...]:
    """The archives whose parts are all among ``files`` and together at most ``largest`` bytes.

    Parts are numbered from 1 without a gap, and the last of them ends as a ZIP does. What cannot be read stays apart.
    """
    names = {name for name, _ in files}
    found = []
    for whole, parts in _numbered(files).items():
        numbers = sorted(parts)
        if whole in names or len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
            continue
        ordered = [parts[number] for number in numbers]
        content = _content([content for _, content in ordered], largest)
        if content is not None and has_end(content):
            found.append(Joined(whole, content, tuple(name for name, _ in ordered)))
    return tuple(found)


def _numbered(files: Sequence[NamedFile]) -> dict[str, dict[int, NamedFile]]:
    """Name of the archive -> number -> part, of parts that are plain cuts of a ZIP."""
    found: dict[str, dict[int, NamedFile]] = {}
    for file in files:
        part = part_of(file[0])
        if part is not None and part.is_plain_cut and part.number <= MOST_PARTS:
            found.setdefault(part.whole, {})[part.number] = file
    return found


def _content(parts: Sequence[bytes | Path], largest: int) -> bytes | None:
    try:
        sizes = [len(part) if isinstance(part, bytes) else _size(part) for part in parts]
        return b"".join(_bytes(part) for part in parts) if sum(sizes) <= largest else None
    except OSError:
        return None


def _size(path: Path) -> int:
    if not path.is_file():
        raise OSError("not a regular file")
    return path.stat().st_size


def _bytes(part: bytes | Path) -> bytes:
    return part if isinstance(part, bytes) else part.read_bytes()

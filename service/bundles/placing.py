"""Under which name each file of an upload stands: a file of another content keeps its name, the new one gets a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

import msgspec

from service.intake.taking_in import TakenFile
from storage.bundles.files import BundleFileRow


class PlacedFile(msgspec.Struct, frozen=True):
    """A file of an upload and where it belongs."""

    file: TakenFile
    name: str
    known: BundleFileRow | None
    """the file of that name and content that was there before, in or taken out"""
    is_repeated: bool
    """whether an earlier file of the same upload has the same place"""


_Content = tuple[str, int]


def place(known: Iterable[BundleFileRow], taken: Sequence[TakenFile]) -> tuple[PlacedFile, ...]:
    """The place of every file, in their order: its own name, or ``name (2)`` and so on up to one that is free for it.

    Takes time in proportion to the number of files, however many have one name.
    """
    rows = {row.name: row for row in known}
    names = _Names({name: (row.sha256, row.size) for name, row in rows.items()})
    placed: list[PlacedFile] = []
    used: set[str] = set()
    for file in taken:
        name = names.place(file.name, (file.sha256, file.size))
        placed.append(PlacedFile(file, name, rows.get(name), name in used))
        used.add(name)
    return tuple(placed)


class _Names:
    """Which content stands under which name; no number of a name is tried twice."""

    def __init__(self, taken: dict[str, _Content]) -> None:
        self._taken = taken
        self._tried: dict[str, int] = {}
        self._found: dict[tuple[str, _Content], str] = {}

    def place(self, name: str, content: _Content) -> str:
        """The first name made of this one that is free or holds that content already; it is taken then."""
        while (name, content) not in self._found:
            number = self._tried.get(name, 0) + 1
            self._tried[name] = number
            candidate = _numbered(name, number)
            there = self._taken.setdefault(candidate, content)
            self._found.setdefault((name, there), candidate)
        return self._found[name, content]


def _numbered(name: str, number: int) -> str:
    if number == 1:
        return name
    suffix = PurePosixPath(name).suffix
    return f"{name.removesuffix(suffix)} ({number}){suffix}"

"""The papers of one application as they come from outside: names, and bytes or where the bytes are."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from domain.bundle_form import BundleForm

MAX_NAME, MAX_SUFFIX = 300, 40
"""characters of an uploaded file's name that are kept, the last ones always"""


class BundleSource(msgspec.Struct, frozen=True):
    """The papers of one export application.

    A folder is given as its files with ``/`` between folders, a ZIP as one file; ``bundle.json`` is found among
    the files (also inside a ZIP) unless ``form`` is given.
    """

    name: str
    files: tuple[tuple[str, bytes | Path], ...]
    form: BundleForm | None = None


def folder_source(path: Path) -> BundleSource:
    """The source made of all files under a folder (system files too: they are noted as ignored).

    A folder that is a link (not followed: it may lead anywhere, or round in a circle) or cannot be opened is a file
    that cannot be read.
    """
    files = sorted((_readable(found.relative_to(path)), found) for found in _walk(path))
    return BundleSource(_readable(Path(path.resolve().name)), tuple(files))


def files_source(paths: Sequence[Path], name: str = "") -> BundleSource:
    """The source made of single files (a ZIP is one file); equal base names are kept apart by a number."""
    named = [(_readable(Path(path.name)), path) for path in paths]
    return BundleSource(name or (named[0][0] if named else ""), keep_apart(named))


def source_of(path: Path) -> BundleSource:
    """The source that one path stands for: a folder, or a single file (a ZIP among them)."""
    return folder_source(path) if path.is_dir() else files_source((path,))


def keep_apart(files: Sequence[tuple[str, bytes | Path]]) -> tuple[tuple[str, bytes | Path], ...]:
    """The files with every name once: a second ``a.pdf`` becomes ``a (2).pdf``."""
    taken: set[str] = set()
    apart: list[tuple[str, bytes | Path]] = []
    for name, content in files:
        suffix = PurePosixPath(name).suffix
        stem = name.removesuffix(suffix)
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{stem} ({number}){suffix}"
        taken.add(free)
        apart.append((free, content))
    return tuple(apart)


def _walk(root: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for folder, inner, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        yield from (Path(folder) / name for name in names)
        yield from (path for name in inner if (path := Path(folder) / name).is_symlink())
    yield from (folder for folder in closed if folder != root)


def clean_name(name: str) -> str:
    """The name of an uploaded file as it is shown and stored: text, never a path to be opened.

    Folders are kept with ``/`` between them; control and direction characters, drive letters and steps upwards go.
    """
    shown = "".join(
        char for char in name.replace("\\", "/") if unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    parts = [part.strip() for part in unicodedata.normalize("NFC", shown).split("/")]
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    cleaned = "/".join(kept)
    return (
        f"{cleaned[: MAX_NAME - MAX_SUFFIX]}{cleaned[-MAX_SUFFIX:]}"
        if len(cleaned) > MAX_NAME
        else cleaned or "unnamed"
    )


def _readable(path: Path) -> str:
    """A path as text that can be stored: names that are not UTF-8 were written by Windows tools in China."""
    raw = os.fsencode(path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    shown = "".join("�" if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
    return unicodedata.normalize("NFC", shown)

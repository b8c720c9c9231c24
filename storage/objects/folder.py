"""Objects as files in a folder: the default, with nothing to install."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from domain.errors import ObjectNotFound, StorageError
from storage.objects.contract import CHECKED, is_key, key_of


class FolderStore:
    """Objects as files ``ab/cdef...`` under a folder.

    A file is written under another name, flushed to the disk and only then renamed, so a file with an object's name
    is always whole, wherever the machine was when the power went.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key."""
        key = key_of(content)
        path = self._path(key)
        try:
            if path.exists() and path.stat().st_size == len(content):
                return key
            self._write(path, content)  # also over one that lost its bytes
        except OSError as error:
            raise self._cannot_write(error) from error
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        try:
            content = self._path(key).read_bytes()
        except FileNotFoundError:
            raise ObjectNotFound(f"no object {key} in {self._root}") from None
        except OSError as error:
            raise StorageError(
                f"cannot read object {key} in {self._root}: {error.strerror or error}",
                advice="check the disk and the folder's permissions",
            ) from error
        if key_of(content) != key:
            raise StorageError(f"object {key} in {self._root} is damaged", advice="restore it from a backup")
        return content

    def has(self, key: str) -> bool:
        """Whether there is an object under that key."""
        return is_key(key) and self._path(key).exists()

    def keys(self) -> Iterator[str]:
        """The keys of all objects; what else lies in the folder is left out."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            yield from (key for path in folder.iterdir() if is_key(key := folder.name + path.name))

    def check(self) -> None:
        """Write and read a small object."""
        try:
            self._write(self._path(key_of(CHECKED)), CHECKED)
        except OSError as error:
            raise self._cannot_write(error) from error
        self.get(key_of(CHECKED))

    def _cannot_write(self, error: OSError) -> StorageError:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        cure = "make room on its disk" if is_full else "check that the folder is there and may be written"
        return StorageError(
            f"cannot write to the object folder {self._root}: {error.strerror or error}",
            advice=f"{cure}; then run again",
        )

    def _path(self, key: str) -> Path:
        if not is_key(key):
            raise ObjectNotFound(f"not an object key: {key!r}")
        return self._root / key[:2] / key[2:]

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name in the folder survive a power cut (the file's own flush does not)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

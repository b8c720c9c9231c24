"""Bytes by their content: the key of an object is the SHA-256 of its bytes, so nothing is ever overwritten.

Originals, page pictures and the values of stages live here; the database holds only their keys. What was put
under a key is on the disk before the key is handed out, and what is read back is compared with its key.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from domain.errors import ObjectNotFound, SettingsError, StorageError
from storage.address import shown

_KEY = re.compile(r"[0-9a-f]{64}")
CHECKED = b"tongguan was here\n"
"""what a check writes and reads"""


class ObjectStore(Protocol):
    """Where bytes are kept. Safe to use from many threads and processes."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key; the same bytes again cost nothing. Raises ``StorageError``."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises ``ObjectNotFound``, or ``StorageError`` when they were damaged."""
        ...

    def has(self, key: str) -> bool:
        """Whether there is an object under that key."""
        ...

    def keys(self) -> Iterator[str]:
        """The keys of all objects, in no order."""
        ...

    def check(self) -> None:
        """Write and read a small object. Raises ``StorageError`` with advice."""
        ...


def key_of(content: bytes) -> str:
    """The key under which these bytes are kept: SHA-256 in lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def is_key(text: str) -> bool:
    """Whether this can be the key of an object."""
    return _KEY.fullmatch(text) is not None


def open_objects(url: str) -> ObjectStore:
    """The store behind ``file:///PATH``, ``memory://`` or ``s3://BUCKET/...`` (see ``storage.s3_objects``).

    Nothing is asked of it yet. Raises ``SettingsError`` for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme == "memory":
        return MemoryStore()
    if parts.scheme == "s3":
        from storage.s3_objects import S3Objects  # a folder needs no client of the network

        return S3Objects(url)
    raise SettingsError(
        f"no object store for {shown(url)!r}", advice="give file:///PATH or s3://BUCKET/PREFIX"
    )


class MemoryStore:
    """Objects in memory, for tests."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key."""
        key = key_of(content)
        with self._lock:
            self._objects[key] = bytes(content)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        with self._lock:
            if key not in self._objects:
                raise ObjectNotFound(f"no object {key}")
            return self._objects[key]

    def has(self, key: str) -> bool:
        """Whether there is an object under that key."""
        return key in self._objects

    def keys(self) -> Iterator[str]:
        """The keys of all objects."""
        return iter(tuple(self._objects))

    def check(self) -> None:
        """Nothing can be wrong with it."""


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

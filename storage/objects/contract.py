"""Bytes by their content: the key of an object is the SHA-256 of its bytes, so nothing is ever overwritten.

Originals, page pictures and the values of stages live here; the database holds only their keys. What was put
under a key is on the disk before the key is handed out, and what is read back is compared with its key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Protocol

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

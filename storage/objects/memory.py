"""Objects in memory, for tests and runs that leave nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from domain.errors import ObjectNotFound
from storage.objects.contract import key_of


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

"""An object store that asks again when the store behind it stumbles, so that one slip does not cost a whole step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from domain.errors import ObjectNotFound, StorageError
from storage.objects.contract import ObjectStore

T = TypeVar("T")
PAUSES = (0.05, 0.3)
"""seconds before the second and the third try; what lasts longer is the ledger's business"""
SLIP_SECONDS = 5.0
"""a try that took longer was no slip but an outage: whoever waits is told, and not kept waiting three times as long"""


class PatientObjects:
    """``store``, with every call tried up to three times. What is not there is not asked for again."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key."""
        return _patiently(lambda: self._store.put(content))

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        return _patiently(lambda: self._store.get(key))

    def has(self, key: str) -> bool:
        """Whether there is an object under that key."""
        return _patiently(lambda: self._store.has(key))

    def keys(self) -> Iterator[str]:
        """The keys of all objects."""
        return self._store.keys()

    def check(self) -> None:
        """Write and read a small object, once: a check tells what is so now."""
        self._store.check()


def _patiently(call: Callable[[], T]) -> T:
    begun = time.monotonic()
    for pause in PAUSES:
        try:
            return call()
        except ObjectNotFound:
            raise
        except StorageError:
            if time.monotonic() - begun > SLIP_SECONDS:
                raise
            time.sleep(pause)
    return call()

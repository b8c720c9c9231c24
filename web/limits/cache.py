"""Answers that took work to make, kept in memory up to so many bytes: pages ask for the same pieces again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MEGABYTE = 1024 * 1024


class Kept:
    """Bytes by key, those used last the longest. Safe to call from many threads.

    A key must stand for the content: whether somebody may see it is asked before, each time.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0

    def get_or_make(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What is kept under the key, or what ``make`` returns. More than a quarter of the room is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        if len(made) <= self._most_bytes // 4:
            self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._bytes += len(made) - len(self._kept.pop(key, b""))
            self._kept[key] = made
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1])

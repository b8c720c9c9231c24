"""Small stored values that are looked at again and again while a draft fills, kept in memory by their key."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, TypeVar, cast

import msgspec

from domain.document import Problem, Quality
from storage.objects.contract import ObjectStore
from workers.stored.values import load_sized

T = TypeVar("T")
MOST_BYTES = 16 * 1024 * 1024
"""of all kept values as JSON; in memory they take some five times as much"""
LARGEST_BYTES = 256 * 1024
"""of one value that is kept; a larger one is read anew each time"""
_OVERHEAD_BYTES = 200
"""of the smallest value: its key and its place"""


class PageSummary(msgspec.Struct, frozen=True):
    """What of a ``Page`` is shown beside its file; its words are left where they are."""

    number: int
    width_px: int
    height_px: int
    picture: str = ""
    quality: Quality = Quality()
    problems: tuple[Problem, ...] = ()


class StoredCache:
    """Values by object key. A key stands for its content, so nothing here ever grows old. Safe for many threads."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, str], tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str, kind: type[T]) -> T:
        """The value under a key; errors as ``load``."""
        known = (key, str(kind))
        with self._lock:
            if known in self._kept:
                self._kept.move_to_end(known)
                return cast(T, self._kept[known][0])
        value, size = load_sized(self._objects, key, kind)
        if size <= LARGEST_BYTES:
            self._keep(known, value, size + _OVERHEAD_BYTES)
        return value

    def _keep(self, known: tuple[str, str], value: Any, size: int) -> None:
        with self._lock:
            _, before = self._kept.pop(known, (None, 0))
            self._kept[known] = (value, size)
            self._bytes += size - before
            while self._bytes > MOST_BYTES:
                _, (_, gone) = self._kept.popitem(last=False)
                self._bytes -= gone

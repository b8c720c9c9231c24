"""Small stored values that are looked at again and again while a draft fills, kept in memory by their key."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, TypeVar, cast

import msgspec

from domain.document import Problem, Quality
from storage.objects import ObjectStore
from workers.stored import load

T = TypeVar("T")
MOST = 4_000


class PageFacts(msgspec.Struct, frozen=True):
    """What of a ``Page`` is shown beside its file; its words are left where they are."""

    number: int
    width_px: int
    height_px: int
    picture: str = ""
    quality: Quality = Quality()
    problems: tuple[Problem, ...] = ()


class Facts:
    """Values by object key. A key stands for its content, so nothing here ever grows old. Safe for many threads."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, kind: type[T]) -> T:
        """The value under a key; errors as ``workers.stored.load``."""
        known = (key, str(kind))
        with self._lock:
            if known in self._kept:
                self._kept.move_to_end(known)
                return cast(T, self._kept[known])
        value = load(self._objects, key, kind)
        with self._lock:
            self._kept[known] = value
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value

"""The reader pool, opened when something must be read: importing it costs a second run more than all its work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from domain.field import ReadAnswer, ReadRequest
    from domain.reading import Inspection, Limits, Member, PageReading
    from ingest.pool import ReaderPool


@dataclass(frozen=True, slots=True)
class OwnReaders:
    """The pool for one owner's papers: no child has seen another's."""

    _opened: Callable[[], ReaderPool]
    _owner: str

    def inspect(
        self, name: str, content: bytes, limits: Limits, take: Callable[[Member], None] | None = None
    ) -> Inspection:
        """What a file is; ``take`` is given the files of an archive."""
        return self._opened().inspect(name, content, limits, take, owner=self._owner)

    def read_page(self, name: str, content: bytes, number: int, limits: Limits) -> PageReading:
        """One page, read."""
        return self._opened().read_page(name, content, number, limits, owner=self._owner)

    def read_again(
        self, pictures: Mapping[tuple[str, int], bytes], requests: tuple[ReadRequest, ...]
    ) -> tuple[ReadAnswer, ...]:
        """What the second reader sees at these places."""
        return self._opened().read_again(pictures, requests, owner=self._owner)


class LazyReaders:
    """``ingest.pool.ReaderPool``, made at the first call and closed with this one.

    ``on_open`` is called then: what comes after reading may make itself ready.
    """

    def __init__(self, size: int, limits: Limits, on_open: Callable[[], None]) -> None:
        self._on_open = on_open
        self._size = size
        self._limits = limits
        self._pool: ReaderPool | None = None
        self._lock = threading.Lock()

    def of(self, owner: str) -> OwnReaders:
        """The readers for the papers of one organisation; empty for those of whoever runs the command line."""
        return OwnReaders(self._opened, owner)

    @property
    def is_open(self) -> bool:
        """Whether anything was read yet."""
        return self._pool is not None

    @property
    def starts(self) -> int:
        """How many children were started so far."""
        pool = self._pool
        return pool.starts if pool is not None else 0

    def _opened(self) -> ReaderPool:
        with self._lock:
            if self._pool is None:
                from ingest.pool import ReaderPool

                self._pool = ReaderPool(self._size, self._limits).__enter__()
                self._on_open()
            return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.__exit__(kind, error, trace)

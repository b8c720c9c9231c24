"""The children that extract: several, so that one hard task keeps nobody else waiting."""

from __future__ import annotations

import queue
from types import TracebackType
from typing import Self, TypeVar

from workers.extraction_process.process import ExtractionProcess
from workers.extraction_process.protocol import Extract, Reconcile

T = TypeVar("T")
WAIT_SECONDS = 60.0
"""longest wait for a child; whoever waits holds a thread and a lease meanwhile"""


class NoProcessFree(Exception):
    """Every child was busy all the time: nothing is wrong with the papers, the task is to be asked for again."""


class ExtractionPool:
    """So many children at most, each started when all others are busy. Safe to call from many threads."""

    def __init__(self, count: int, memory_bytes: int, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait_seconds = wait_seconds
        self._all = tuple(ExtractionProcess(memory_bytes) for _ in range(count))
        self._free: queue.LifoQueue[ExtractionProcess] = (
            queue.LifoQueue()
        )  # the one that has started comes first
        for process in reversed(self._all):
            self._free.put(process)

    def start(self) -> None:
        """Start the first child, so that it is ready when it is needed; a second call does nothing."""
        self._all[0].start()

    def ask(self, task: Extract | Reconcile, kind: type[T], seconds: float) -> T:
        """The result of a task, as ``ExtractionProcess.ask``; waiting for a child does not count as its time.

        Raises ``NoProcessFree`` too.
        """
        try:
            process = self._free.get(timeout=self._wait_seconds)
        except queue.Empty:
            raise NoProcessFree from None
        try:
            return process.ask(task, kind, seconds)
        finally:
            self._free.put(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._all:
            process.__exit__(kind, error, trace)

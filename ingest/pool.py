"""A pool of reader children: untrusted bytes are opened nowhere else.

Children start when they are needed, are used by one thread at a time, and are replaced after so many pages, at a memory
mark, after every failure, and before another owner's papers: what took one over goes no further. A failure is an error
of ``domain.errors`` for the task it happened in; the pool itself stays good.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from domain.errors import ReaderCrashed, UsageError
from domain.field import ReadAnswer, ReadRequest
from domain.reading import Inspection, Limits, Member, PageReading
from ingest.protocol import (
    LONGEST_ANSWER,
    MEGABYTE,
    Answers,
    Garbage,
    Inspect,
    PagePicture,
    ReadAgain,
    ReadPage,
    Task,
)
from ingest.reader_process import ReaderProcess, Take, refuse_parts
from ingest.scratch import sweep_scratch

T = TypeVar("T")

PAGES_PER_CHILD = 200  # engines grow with every new page size
MEMORY_MARK = 1_500_000_000  # bytes resident after a task; design target for the steady state
WATCH_SECONDS = 0.5  # between two looks at what the children write
READ_AGAIN_SECONDS = 10.0  # wall time for a request, on top of that for a page


class ReaderPool:
    """``size`` children at most. Use as a context manager, from any number of threads."""

    def __init__(
        self,
        size: int,
        limits: Limits,
        max_pages_per_child: int = PAGES_PER_CHILD,
        *,
        memory_mark: int = MEMORY_MARK,
        tasks: str = "ingest.tasks",
        python_path: Sequence[str] = (),
    ) -> None:
        if size < 1:
            raise UsageError(f"a reader pool needs at least one child, not {size}")
        self._limits = limits
        self._max_pages = max_pages_per_child
        self._memory_mark = memory_mark
        self._tasks = tasks
        self._python_path = tuple(python_path)
        self._size = size
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[ReaderProcess] = []
        self._busy: set[ReaderProcess] = set()
        self._is_closed = False
        self._closing = threading.Event()
        self._watcher: threading.Thread | None = None
        self.starts = 0
        """how many children were started so far"""

    def inspect(
        self,
        name: str,
        content: bytes,
        limits: Limits | None = None,
        take: Take | None = None,
        *,
        owner: str = "",
    ) -> Inspection:
        """What a file is; see ``ingest.inspection.inspect``.

        The files of an archive are given to ``take``, one after the other; without it they stand in the inspection.
        They are of worth only when it says in the end that it was an archive. ``owner``: whose file it is.
        """
        limits = limits or self._limits
        members: list[Member] = []
        found = self._run(
            Inspect(name, content, limits),
            Inspection,
            limits.page_seconds,
            owner=owner,
            take=_counted(take or members.append, limits),
            longest=max(LONGEST_ANSWER, limits.max_file_bytes + MEGABYTE),
        )
        return msgspec.structs.replace(found, members=(*found.members, *members)) if members else found

    def read_page(
        self, name: str, content: bytes, number: int, limits: Limits | None = None, *, owner: str = ""
    ) -> PageReading:
        """One page, read; see ``ingest.page.read_page``."""
        limits = limits or self._limits
        task = ReadPage(name, content, number, limits)
        return self._run(task, PageReading, limits.page_seconds, owner=owner, pages=1)

    def read_again(
        self,
        pictures: Mapping[tuple[str, int], bytes],
        requests: tuple[ReadRequest, ...],
        *,
        owner: str = "",
    ) -> tuple[ReadAnswer, ...]:
        """What the second reader sees; see ``ingest.second_reading.read_again``."""
        if not requests:
            return ()
        sent = tuple(PagePicture(file, page, content) for (file, page), content in sorted(pictures.items()))
        seconds = self._limits.page_seconds + READ_AGAIN_SECONDS * len(requests)
        task = ReadAgain(sent, requests)
        return self._run(task, Answers, seconds, owner=owner, pages=len(sent)).answers

    def close(self) -> None:
        """End all children, busy ones too; their tasks raise ``ReaderCrashed``."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
            busy = tuple(self._busy)
        self._closing.set()
        for child in idle:
            child.close()
        for child in busy:
            child.kill()  # the thread that uses it closes it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(
        self,
        task: Task,
        kind: type[T],
        seconds: float,
        *,
        owner: str,
        pages: int = 0,
        take: Take = refuse_parts,
        longest: int = LONGEST_ANSWER,
    ) -> T:
        with self._free:
            child = self._take(owner)
            is_good = False
            try:
                result = child.run(task, kind, seconds, take=take, longest=longest)
                is_good = True
                return result
            finally:  # also when the thread itself is interrupted: a child half-way through a task is ended
                child.pages_read += pages
                self._give_back(child, is_good)

    def _take(self, owner: str) -> ReaderProcess:
        while True:
            with self._lock:
                if self._is_closed:
                    raise ReaderCrashed("the reader pool is closed")
                child = self._idle_child_of(owner)
                if child is not None:
                    self._busy.add(child)
                surplus = None if child or self._has_room() else self._idle.pop(0)
            if surplus is not None:
                surplus.close()
            if child is None:
                return self._start(owner)
            if child.is_usable():
                return child
            self._give_back(child, is_good=False)

    def _idle_child_of(self, owner: str) -> ReaderProcess | None:
        """The one used last of those that have seen this owner's papers and no others."""
        child = next((each for each in reversed(self._idle) if each.owner == owner), None)
        if child is not None:
            self._idle.remove(child)
        return child

    def _has_room(self) -> bool:
        """Whether one more child may be kept; one that waits must go for it otherwise."""
        return not self._idle or len(self._idle) + len(self._busy) < self._size

    def _start(self, owner: str) -> ReaderProcess:
        self._make_ready()
        child = ReaderProcess(self._tasks, self._python_path)
        child.owner = owner
        with self._lock:
            self.starts += 1
            if not self._is_closed:
                self._busy.add(child)
                return child
        child.close()
        raise ReaderCrashed("the reader pool is closed")

    def _make_ready(self) -> None:
        """Before the first child: away with what killed processes left, and a look at what children write."""
        with self._lock:
            if self._watcher is not None:
                return
            self._watcher = threading.Thread(target=self._watch, name="reader-watch", daemon=True)
        sweep_scratch()
        self._watcher.start()

    def _watch(self) -> None:
        while not self._closing.wait(WATCH_SECONDS):
            with self._lock:
                children = (*self._idle, *self._busy)
            for child in children:
                child.watch()

    def _give_back(self, child: ReaderProcess, is_good: bool) -> None:
        is_young = child.pages_read < self._max_pages and child.memory_bytes < self._memory_mark
        with self._lock:
            self._busy.discard(child)
            if is_good and is_young and not self._is_closed:
                self._idle.append(child)
                return
        child.close()


def _counted(take: Take, limits: Limits) -> Take:
    """Takes no more than the limits say, whatever a child sends that was taken over by a hostile file."""
    count = size = 0

    def counted(member: Member) -> None:
        nonlocal count, size
        count, size = count + 1, size + len(member.content)
        if count > limits.max_members or size > limits.max_unpacked_bytes:
            raise Garbage("more members than the limits allow")
        take(member)

    return counted

"""What a reader child may use: memory, processor time, files, cores. Applied by the child to itself."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

MOST_OPEN_FILES = 256
LARGEST_FILE = 256 * 1024 * 1024  # bytes; the second reader hands pictures to its program as files
NICENESS = 5  # people who ask go before papers that are read: the server answers while all cores read
MODELS_BYTES = 6 * 1024**3  # address space that all models of a child map, several times over
GRACE_SECONDS = 10.0  # beyond the wall limit, before a child whose parent is gone ends by itself


def confine() -> None:
    """No core dumps (they would hold papers), few open files, no large files, nothing readable by others; last in line."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, MOST_OPEN_FILES)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    os.umask(0o077)
    os.nice(NICENESS)


def limit_time(seconds: float) -> None:
    """Processor time from now, and an alarm that the kernel delivers whatever the interpreter is doing."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + seconds + GRACE_SECONDS) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)


def end_time_limit() -> None:
    """The task is over; waiting for the next one is free."""
    signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def time_standing_still() -> Iterator[None]:
    """While the other side takes what it is given: its slowness is not the task's."""
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)


def limit_memory(growth_bytes: int) -> None:
    """Address space may grow by so many bytes from what it is now; how far it can be raised is settled at the first call."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = address_space() + growth_bytes
    if hard < 0:
        hard = wanted + MODELS_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (min(wanted, hard), hard))


@contextmanager
def memory_for_models() -> Iterator[None]:
    """While models are loaded: they are ours and map much that they never touch. The limit moves up by what they take."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = address_space()
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        moved = soft + max(0, address_space() - before) if soft >= 0 else soft
        resource.setrlimit(resource.RLIMIT_AS, (moved if hard < 0 else min(moved, hard), hard))


def address_space() -> int:
    """Bytes of address space in use."""
    return _statm(0)


def resident_memory() -> int:
    """Bytes of memory in use."""
    return _statm(1)


def _statm(column: int) -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[column]) * resource.getpagesize()


def _lower(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (limit, limit))


def is_memory_error(error: BaseException) -> bool:
    """Whether native code says in its own words that memory ran out."""
    text = str(error).lower()
    return any(sign in text for sign in ("bad_alloc", "insufficient memory", "failed to allocate", "out of memory",
                                         "cannot allocate memory", "outofmemory"))  # fmt: skip

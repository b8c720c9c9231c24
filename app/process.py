"""What a process that runs for long sets for itself at its start: who may read its files, its memory, its descriptors.

And what it says of the machine that it finds itself on."""

from __future__ import annotations

import ctypes
import logging
import os
import resource

from ingest.locking.lock import lock_of_this_machine
from workers.operator_log import log_event

UMASK = 0o077
"""papers, database and sockets are for the user of the service alone"""
DESCRIPTORS = 16_384
"""files and connections that are wanted; the system may allow fewer"""
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3
"""of glibc's ``mallopt``"""
ARENAS = 2
MMAP_FROM_BYTES = 1024 * 1024


def set_up_process() -> None:
    """For ``serve`` and ``worker``, before they start a thread or open a file."""
    os.umask(UMASK)
    keep_memory_flat()
    raise_descriptor_limit()


def keep_memory_flat() -> bool:
    """Have freed memory returned to the system; False where the C library does not know how.

    By itself glibc keeps an arena for each thread and pieces of up to 32 MB in them: after some uploads and pictures the
    process would hold gigabytes that nobody uses.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return bool(mallopt(M_ARENA_MAX, ARENAS)) and bool(mallopt(M_MMAP_THRESHOLD, MMAP_FROM_BYTES))


def raise_descriptor_limit() -> int:
    """Take as many descriptors as are wanted and allowed; returns how many there are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft == resource.RLIM_INFINITY or soft >= allowed:
        return soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed


def tell_of_locks() -> None:
    """Warn where the kernel cannot hold a reader that a hostile file took over; to be called when logs are on."""
    lock = lock_of_this_machine()
    if not lock.is_whole:
        log_event("readers_not_locked_in", logging.WARNING, landlock=lock.landlock, seccomp=lock.has_filter,
             advice="tongguan doctor says what to do")  # fmt: skip

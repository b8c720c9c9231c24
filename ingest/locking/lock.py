"""Locks a process in before it sees a stranger's bytes, and says what holds."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ingest.locking.call_filter import filter_calls, has_filters
from ingest.locking.landlock import landlock_version, lock_files
from ingest.locking.places import process_files, programs, readable
from ingest.locking.privileges import drop_capabilities


class Lock(msgspec.Struct, frozen=True):
    """What holds a process."""

    landlock: int
    """version of Landlock in force; 0: every file of the user can be read"""
    has_filter: bool
    """whether system calls are filtered; if not, sockets and other processes are within reach"""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that this program can use."""
        return self.landlock > 0 and self.has_filter


def lock_in(folder: Path | None, *, may_start_programs: bool = True) -> Lock:
    """Lock this process in for good: it may write in ``folder`` only (None: nowhere), and read what it consists of.

    Only the thread that calls may be running, since files are closed to it and to those that it starts.
    """
    drop_capabilities()
    landlock = lock_files(
        (*readable(), *process_files()),
        programs() if may_start_programs else (),
        (folder,) if folder else (),
    )
    return Lock(landlock, filter_calls(may_start_programs=may_start_programs))


def lock_of_this_machine() -> Lock:
    """What could hold a process on this machine, without trying it on one."""
    return Lock(landlock_version(), has_filters())

"""Who holds a lease: one process of one run of one machine, so that a neighbour can see that it is gone."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

_START_FIELD = 22  # "starttime" in /proc/PID/stat, proc(5)


@dataclass(frozen=True, slots=True)
class LeaseOwner:
    """A process that cannot be mistaken for another one."""

    place: str
    """machine, boot and process namespace: only inside the same place does a process number mean anything"""
    pid: int
    started: str
    """kernel's start time of the process: a number used again has another"""

    def __str__(self) -> str:
        return f"{self.place}/{self.pid}/{self.started}"

    def knows_gone(self, other: str) -> bool:
        """Whether ``other`` (an owner as text) is certainly dead. False when that cannot be told from here."""
        place, _, rest = other.rpartition("/")
        place, _, pid = place.rpartition("/")
        if place != self.place or not pid.isdigit():
            return False
        return _start_of(int(pid)) != rest and not _is_hidden(int(pid))


def this_process() -> LeaseOwner:
    """The owner that stands for the running process."""
    pid = os.getpid()
    return LeaseOwner(_place(), pid, _start_of(pid))


def _place() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        boot, space = "unknown", str(os.getpid())
    return f"{socket.gethostname()}:{boot}:{space}"


def _is_hidden(pid: int) -> bool:
    """Whether there is such a process that /proc does not show (mounted with hidepid, another user's)."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return not Path(f"/proc/{pid}/stat").exists()
    except OSError:
        return False
    return False


def _start_of(pid: int) -> str:
    """Start time of a live process; empty when there is none (a zombie counts as none)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()  # after the name, which may hold anything; the state comes first
    return "" if fields[0] == "Z" else fields[_START_FIELD - 3]

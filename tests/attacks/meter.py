"""What an attack cost a process: counted by the system, so that a busy machine changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

MEGABYTE = 1024 * 1024


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, without that of its children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_bytes(pid: int) -> int:
    """Most memory that a process has ever held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))

"""What must be given up before a process may lock itself, and what the superuser gives up besides."""

from __future__ import annotations

import ctypes
import os
import struct

NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS
DROP_FROM_BOUNDS = 24  # PR_CAPBSET_DROP
VERSION_3 = 0x20080522  # of the structures of capset(2): 64 bits
READ_AND_SEARCH, OVERRIDE = 2, 1  # CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE: the files are Landlock's to close
KEPT = 1 << READ_AND_SEARCH | 1 << OVERRIDE


def forbid_new_privileges() -> bool:
    """No program that is started from now on may give more rights; whether it is so."""
    return bool(ctypes.CDLL(None, use_errno=True).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0)


def drop_capabilities() -> None:
    """The superuser keeps of his powers that of opening files, which a lock on files then takes; others have none."""
    if os.geteuid() != 0:
        return
    system = ctypes.CDLL(None, use_errno=True)
    for capability in range(64):
        if not KEPT >> capability & 1:
            system.prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0)
    header = struct.pack("=Ii", VERSION_3, 0)
    system.capset(header, struct.pack("=6I", KEPT, KEPT, 0, 0, 0, 0))

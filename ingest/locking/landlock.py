"""Linux Landlock: a reader child may write in its own folder only, and open no network connection.

A lock that the process puts on itself and on all that it starts, and cannot take off; no privilege is needed.
Kernels before 5.13, or without the feature, do without it: the other limits stay. See the kernel's
Documentation/userspace-api/landlock.rst, whose numbers these are.
"""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every architecture
ASK_VERSION = 1
PATH_BENEATH = 1
NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS

WRITE_FILE = 1 << 1
CHANGES = sum(1 << bit for bit in range(4, 13)) | WRITE_FILE  # write, remove, make anything
MOVE = 1 << 13  # from version 2
TRUNCATE = 1 << 14  # from version 3
BIND_AND_CONNECT = 0b11  # TCP; from version 4
SCOPES = 0b11  # abstract sockets and signals to processes outside; from version 6


def lock_in(folder: Path) -> bool:
    """Forbid this process all writing outside ``folder`` and all TCP; False when the kernel cannot."""
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(ASK_VERSION))
    if version < 1:
        return False
    rights = CHANGES | (MOVE if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    handled = [rights]
    if version >= 4:
        handled.append(BIND_AND_CONNECT)
    if version >= 6:
        handled.append(SCOPES)
    attributes = struct.pack(f"={len(handled)}Q", *handled)
    rules = system.syscall(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    if rules < 0:
        return False
    try:
        file_rights = rights & (WRITE_FILE | TRUNCATE)
        is_set = _allow(system, rules, folder, rights) and _allow(
            system, rules, Path(os.devnull), file_rights
        )
        if not is_set or system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(system.syscall(RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint(0)) == 0)
    finally:
        os.close(rules)


def _allow(system: ctypes.CDLL, rules: int, path: Path, rights: int) -> bool:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, place)
        return bool(
            system.syscall(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint(0))
            == 0
        )
    finally:
        os.close(place)

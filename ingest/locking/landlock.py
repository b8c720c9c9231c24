"""Linux Landlock: which files a process may read, start and write. What is not named is closed, and TCP is.

A lock that the process puts on itself and on all that it starts, and cannot take off; no privilege is needed.
Kernels before 5.13, or without the feature, do without it: the other limits stay. See the kernel's
Documentation/userspace-api/landlock.rst, whose numbers these are.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.locking.privileges import forbid_new_privileges

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same on every architecture
ASK_VERSION = 1
PATH_BENEATH = 1

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_FOLDER = 1 << 3
CHANGES = sum(1 << bit for bit in range(4, 13)) | WRITE_FILE  # write, remove, make anything
MOVE = 1 << 13  # from version 2
TRUNCATE = 1 << 14  # from version 3
CONTROL_DEVICES = 1 << 15  # from version 5
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | CONTROL_DEVICES  # the others only folders have
BIND_AND_CONNECT = 0b11  # TCP; from version 4
SCOPES = 0b11  # abstract sockets and signals to processes outside; from version 6

Rule = tuple[Path, int]
"""a file, or a folder with all that is in it, and what may be done with it"""


def landlock_version() -> int:
    """The version of Landlock that this kernel has; 0 where it has none."""
    return max(0, _system_call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(ASK_VERSION)))


def lock_files(readable: Iterable[Path], programs: Iterable[Path], writable: Iterable[Path]) -> int:
    """Close to this thread, and to what it starts, every file but these; the version in force, 0 when it could not be.

    ``readable``: files, and folders with all in them. ``programs``: may be read and started. ``writable``: folders in
    which anything may be done but starting programs. What does not exist is passed over.
    """
    version = landlock_version()
    if version < 1:
        return 0
    attributes = _handled(version)
    rules = _system_call(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    if rules < 0:
        return 0
    try:
        allowed = _rights(version)
        is_set = all(
            _allow(rules, path, right & allowed) for path, right in _wanted(readable, programs, writable)
        )
        if not is_set or not forbid_new_privileges():
            return 0
        return version if _system_call(RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint(0)) == 0 else 0
    finally:
        os.close(rules)


def _wanted(readable: Iterable[Path], programs: Iterable[Path], writable: Iterable[Path]) -> Iterator[Rule]:
    yield from ((path, READ_FILE | READ_FOLDER) for path in readable)
    yield from ((path, READ_FILE | EXECUTE) for path in programs)
    yield from ((path, READ_FILE | READ_FOLDER | CHANGES | MOVE | TRUNCATE) for path in writable)
    yield Path(os.devnull), READ_FILE | WRITE_FILE | TRUNCATE


def _rights(version: int) -> int:
    later = (MOVE, 2), (TRUNCATE, 3), (CONTROL_DEVICES, 5)
    return (
        EXECUTE | READ_FILE | READ_FOLDER | CHANGES | sum(right for right, since in later if version >= since)
    )


def _handled(version: int) -> bytes:
    """``struct landlock_ruleset_attr``, as long as this version of it is."""
    handled = [_rights(version)]
    if version >= 4:
        handled.append(BIND_AND_CONNECT)
    if version >= 6:
        handled.append(SCOPES)
    return struct.pack(f"={len(handled)}Q", *handled)


def _allow(rules: int, path: Path, rights: int) -> bool:
    """Whether the rule was taken; a path that is not there, or not ours to look at, needs none."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= OF_FILES
        rule = struct.pack("=Qi", rights, place)
        return (
            _system_call(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint(0))
            == 0
        )
    finally:
        os.close(place)


def _system_call(number: int, *arguments: object) -> int:
    return int(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *arguments))

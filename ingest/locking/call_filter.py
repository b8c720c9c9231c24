"""A filter over system calls (seccomp): what a locked process asks of the kernel beyond its work is refused.

The filter is a program for the kernel's packet filter, made here as bytes and handed over; no library is needed. See
the kernel's Documentation/userspace-api/seccomp_filter.rst and linux/bpf_common.h, whose numbers these are. It holds
for the process and all that it starts, and cannot be taken off.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from typing import NamedTuple

from ingest.locking import system_calls as calls
from ingest.locking.privileges import forbid_new_privileges
from ingest.locking.system_calls import Call

LOAD, EQUAL, GREATER, HAS_BITS, RETURN = (
    0x20,
    0x15,
    0x25,
    0x45,
    0x06,
)  # BPF_LD|W|ABS, BPF_JMP|JEQ, JGT, JSET, BPF_RET
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = (
    0,
    4,
    16,
)  # struct seccomp_data; the lower half of an argument on our machines
ALLOW = 0x7FFF0000
KILL = 0x80000000
REFUSE = 0x00050000 | errno.EPERM
ABSENT = 0x00050000 | errno.ENOSYS
SET_FILTER, ASK_ACTION, ALL_THREADS = 1, 2, 1

NEW_PROCESS = (
    0x4000 | 0x100 | 17
)  # CLONE_VFORK, CLONE_VM, SIGCHLD: the way of vfork and posix_spawn, and no other
THREAD = 0x10000  # CLONE_THREAD
NO_PLAIN_THREAD = (
    0x7E020000 | 0x8000 | 0x2000 | 0x800000
)  # new namespaces; CLONE_PARENT, CLONE_PTRACE, CLONE_UNTRACED

Step = tuple[int, int, int, int]
"""code, steps to jump when true, when false, operand"""


class Machine(NamedTuple):
    """A machine as the kernel names it to filters (linux/audit.h)."""

    name: str
    code: int


MACHINES = (Machine("x86_64", 0xC000003E), Machine("aarch64", 0xC00000B7))


class Program(ctypes.Structure):
    """``struct sock_fprog``"""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def this_machine() -> Machine | None:
    """The machine this process runs on; None for one that no filter is known for."""
    is_wide = sys.maxsize > 2**32
    return next((machine for machine in MACHINES if is_wide and machine.name == platform.machine()), None)


def has_filters() -> bool:
    """Whether this kernel takes filters and one is known for this machine."""
    machine = this_machine()
    if machine is None:
        return False
    action = ctypes.byref(ctypes.c_uint(ALLOW))
    return _seccomp(machine, ASK_ACTION, 0, action) == 0


def filter_calls(*, may_start_programs: bool) -> bool:
    """Put the filter on all threads of this process; whether it is on."""
    machine = this_machine()
    if machine is None or not forbid_new_privileges():
        return False
    steps = tuple(steps_for(machine, os.getpid(), may_start_programs=may_start_programs))
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    return _seccomp(machine, SET_FILTER, ALL_THREADS, ctypes.byref(Program(len(steps), packed))) == 0


def steps_for(machine: Machine, own: int, *, may_start_programs: bool) -> Iterator[Step]:
    """The filter's program for the process ``own``; the first step that returns decides."""
    yield LOAD, 0, 0, MACHINE_AT
    yield EQUAL, 1, 0, machine.code
    yield RETURN, 0, 0, KILL  # the call of another machine has other numbers
    yield LOAD, 0, 0, NUMBER_AT
    yield GREATER, 0, 1, calls.LAST_KNOWN
    yield RETURN, 0, 0, ABSENT
    refused = (*calls.REFUSED, calls.FORK, *(() if may_start_programs else (calls.VFORK, calls.EXECVE)))
    for number in sorted({number for call in refused if (number := number_of(call, machine)) is not None}):
        yield from _for_call(number, ((RETURN, 0, 0, REFUSE),))
    yield from _for_call(
        number_of(calls.CLONE3, machine), ((RETURN, 0, 0, ABSENT),)
    )  # libraries fall back to clone
    yield from _for_call(number_of(calls.CLONE, machine), tuple(_clone(may_start_programs)))
    group = -own & 0xFFFFFFFF
    yield from _for_call(number_of(calls.KILL, machine), tuple(_only(0, own, group)))
    yield from _for_call(number_of(calls.TGKILL, machine), tuple(_only(own)))
    yield from _for_call(number_of(calls.PRLIMIT64, machine), tuple(_only(0, own)))
    yield from _for_call(number_of(calls.SCHED_SETAFFINITY, machine), tuple(_only(0, own)))
    yield RETURN, 0, 0, ALLOW


def number_of(call: Call, machine: Machine) -> int | None:
    """The call's number on a machine; None where it has no such call."""
    return call.x86_64 if machine.name == "x86_64" else call.aarch64


def _for_call(number: int | None, then: tuple[Step, ...]) -> Iterator[Step]:
    """``then`` for this call; it must end in a return on every way, as it may load something else."""
    if number is not None:
        yield EQUAL, 0, len(then), number
        yield from then


def _only(*first_arguments: int) -> Iterator[Step]:
    """Allowed with one of these as the first argument."""
    yield LOAD, 0, 0, FIRST_ARGUMENT_AT
    for argument in first_arguments:
        yield EQUAL, 0, 1, argument
        yield RETURN, 0, 0, ALLOW
    yield RETURN, 0, 0, REFUSE


def _clone(may_start_programs: bool) -> Iterator[Step]:
    """Threads; and processes that do nothing but start a program, where they may."""
    yield LOAD, 0, 0, FIRST_ARGUMENT_AT
    if may_start_programs:
        yield EQUAL, 0, 1, NEW_PROCESS
        yield RETURN, 0, 0, ALLOW
    yield HAS_BITS, 0, 1, NO_PLAIN_THREAD
    yield RETURN, 0, 0, REFUSE
    yield HAS_BITS, 0, 1, THREAD
    yield RETURN, 0, 0, ALLOW
    yield RETURN, 0, 0, REFUSE


def _seccomp(machine: Machine, operation: int, flags: int, argument: object) -> int:
    number = ctypes.c_long(number_of(calls.SECCOMP, machine) or -1)
    system = ctypes.CDLL(None, use_errno=True)
    return int(system.syscall(number, ctypes.c_uint(operation), ctypes.c_uint(flags), argument))

"""The parts of the lock: the filter's program on both machines, what is readable, what the machine can do."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.locking import places, system_calls
from ingest.locking.call_filter import (
    ABSENT,
    ALLOW,
    EQUAL,
    FIRST_ARGUMENT_AT,
    GREATER,
    HAS_BITS,
    KILL,
    LOAD,
    MACHINE_AT,
    MACHINES,
    NEW_PROCESS,
    NUMBER_AT,
    REFUSE,
    RETURN,
    Machine,
    number_of,
    steps_for,
    this_machine,
)
from ingest.locking.lock import Lock, lock_of_this_machine
from ingest.locking.system_calls import Call

OWN = 4711
PLAIN_THREAD = 0x3D0F00  # as glibc starts one


def decision(
    machine: Machine, number: int, argument: int = 0, *, code: int = 0, programs: bool = True
) -> int:
    """What the filter decides: its program run as the kernel does."""
    steps = tuple(steps_for(machine, OWN, may_start_programs=programs))
    seen = {NUMBER_AT: number, MACHINE_AT: code or machine.code, FIRST_ARGUMENT_AT: argument & 0xFFFFFFFF}
    held = at = 0
    while True:
        what, if_true, if_false, operand = steps[at]
        at += 1
        if what == RETURN:
            return operand
        if what == LOAD:
            held = seen[operand]
        else:
            is_so = {EQUAL: held == operand, GREATER: held > operand, HAS_BITS: bool(held & operand)}[what]
            at += if_true if is_so else if_false


def asked(machine: Machine, call: Call, argument: int = 0, *, programs: bool = True) -> int | None:
    number = number_of(call, machine)
    return None if number is None else decision(machine, number, argument, programs=programs)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: str(machine.name))
def test_the_filter_refuses_what_reading_does_without(machine: Machine) -> None:
    assert {asked(machine, call) for call in system_calls.REFUSED} <= {REFUSE, None}
    assert asked(machine, system_calls.CLONE3) == ABSENT
    assert decision(machine, system_calls.LAST_KNOWN + 1) == ABSENT
    assert decision(machine, 0x40000000) == ABSENT  # the other numbering of x86-64
    assert decision(machine, 0, code=0x40000003) == KILL


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: str(machine.name))
def test_the_filter_lets_threads_and_programs_start_and_no_copy_of_the_process(machine: Machine) -> None:
    clone = system_calls.CLONE
    assert asked(machine, clone, PLAIN_THREAD) == ALLOW
    assert asked(machine, clone, NEW_PROCESS) == ALLOW
    assert asked(machine, clone, NEW_PROCESS, programs=False) == REFUSE
    assert asked(machine, system_calls.EXECVE) == ALLOW
    assert asked(machine, system_calls.EXECVE, programs=False) == REFUSE
    for flags in (17, 0x100 | 17, NEW_PROCESS | 0x8000, PLAIN_THREAD | 0x10000000, PLAIN_THREAD | 0x2000):
        assert asked(machine, clone, flags) == REFUSE


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: str(machine.name))
@pytest.mark.parametrize(
    ("call", "argument", "outcome"),
    [
        (system_calls.KILL, OWN, ALLOW),
        (system_calls.KILL, -OWN, ALLOW),
        (system_calls.KILL, 1, REFUSE),
        (system_calls.KILL, -1, REFUSE),
        (system_calls.TGKILL, OWN, ALLOW),
        (system_calls.TGKILL, OWN + 1, REFUSE),
        (system_calls.PRLIMIT64, 0, ALLOW),
        (system_calls.PRLIMIT64, OWN + 1, REFUSE),
        (system_calls.SCHED_SETAFFINITY, 0, ALLOW),
        (system_calls.SCHED_SETAFFINITY, 1, REFUSE),
    ],
)
def test_signals_and_limits_are_for_itself(machine: Machine, call: Call, argument: int, outcome: int) -> None:
    assert asked(machine, call, argument) == outcome


def test_the_numbers_of_system_calls_are_unique_on_each_machine() -> None:
    calls = [value for value in vars(system_calls).values() if isinstance(value, Call)] + [
        *system_calls.REFUSED
    ]
    for machine in MACHINES:
        numbers = [number for call in calls if (number := number_of(call, machine)) is not None]
        assert len(numbers) == len(set(numbers))
        assert max(numbers) <= system_calls.LAST_KNOWN


def test_neither_a_checkout_nor_a_home_folder_is_readable() -> None:
    closed = (places.ROOT, Path.home(), Path("/"), Path("/etc"), Path("/tmp"), Path("/var"), Path("/proc"))
    for path in places.readable():
        assert not any(folder.resolve().is_relative_to(path.resolve()) for folder in closed), path


def test_the_loader_of_a_program_may_be_started_and_a_text_has_none(tmp_path: Path) -> None:
    assert any("ld-" in path.name for path in places._interpreters(Path(sys.executable).resolve()))
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n" + "x" * 100)
    assert list(places._interpreters(script)) == []


def test_a_lock_says_what_is_missing() -> None:
    assert Lock(7, True).is_whole
    assert not Lock(0, True).is_whole
    assert not Lock(7, False).is_whole


@pytest.mark.parametrize("programs", [True, False])
def test_a_process_that_locks_itself_in_stays_able_to_work(programs: bool, tmp_path: Path) -> None:
    """What a kernel lacks is told, and the rest holds."""
    able = lock_of_this_machine()
    program = (
        "import threading, pathlib\n"
        "from ingest.locking.lock import lock_in\n"
        f"lock = lock_in(pathlib.Path({str(tmp_path)!r}), may_start_programs={programs})\n"
        "thread = threading.Thread(target=lambda: pathlib.Path('own').write_text('x'))\n"
        "thread.start(); thread.join()\n"
        "print(lock.landlock, lock.has_filter)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(places.ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(able.landlock), str(able.has_filter)]
    assert (tmp_path / "own").read_text() == "x"


def test_a_machine_that_no_filter_is_known_for_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert this_machine() is None
    assert errno.EPERM == REFUSE & 0xFFFF

"""What a captured reader tries: the code of a hostile file that took a child over, put in the place of our tasks.

Each action answers ``done`` with what it got, or ``refused`` with the reason that the kernel gave.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.document import FileState
from domain.reading import Inspection, Limits, Member
from ingest.confinement import limit_memory

LIBRARY = ctypes.CDLL(None, use_errno=True)
MACHINE = os.uname().machine
X86_64 = MACHINE == "x86_64"
SECRET = "the secret of the service"


def prepare(task: Any) -> None:
    """As our own tasks do."""
    limit_memory(getattr(task, "limits", Limits()).memory_bytes)


def run(task: Any, _: Callable[[Member], None]) -> Inspection:
    """Do what the file's name says: ``action:argument``."""
    action, _, argument = task.name.partition(":")
    try:
        got = ACTIONS[action](argument)
    except OSError as error:
        return _answer(f"refused {error.strerror}")
    return _answer(f"done {got}")


def _answer(text: str) -> Inspection:
    return Inspection(media_type=text, state=FileState.READ)


def _call(number: int, *arguments: Any) -> int:
    """A system call by its number; raises what the kernel answers."""
    given = int(LIBRARY.syscall(ctypes.c_long(number), *arguments))
    if given < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return given


def _by_machine(x86_64: int, aarch64: int) -> int:
    return x86_64 if X86_64 else aarch64


def read(argument: str) -> object:
    return Path(argument).read_bytes()


def listing(argument: str) -> object:
    return os.listdir(argument)


def write(argument: str) -> object:
    return Path(argument).write_text("taken")


def empty(argument: str) -> None:
    os.truncate(argument, 0)


def open_to_all(argument: str) -> None:
    os.chmod(argument, 0o777)


def make_old(argument: str) -> None:
    os.utime(argument, (1, 1))


def device(_: str) -> None:
    os.mknod("disk", 0o600 | 0o060000, os.makedev(254, 0))


def tcp(argument: str) -> object:
    return socket.create_connection(("127.0.0.1", int(argument)), timeout=5)


def udp(argument: str) -> object:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        return out.sendto(SECRET.encode(), ("127.0.0.1", int(argument)))


def unix(argument: str) -> object:
    with socket.socket(socket.AF_UNIX) as out:
        out.connect(argument.replace("@", "\0"))
        return out.send(SECRET.encode())


def program(argument: str) -> object:
    return subprocess.run(argument.split("|"), capture_output=True, check=False, text=True, timeout=20).stdout


def loaded_program(argument: str) -> object:
    """Through the loader of shared libraries, which tesseract needs and which may be started."""
    loader = next(
        path for path in ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1") if os.path.exists(path)
    )
    return program(f"{loader}|{argument}")


def program_in_memory(_: str) -> object:
    place = os.memfd_create("program")
    os.write(place, Path("/bin/true").read_bytes())
    return os.posix_spawn(f"/proc/self/fd/{place}", ["true"], {})


def fork(_: str) -> object:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return child


def leave_group(_: str) -> None:
    if os.getpgrp() == os.getpid():
        os.setpgid(0, os.getppid())
    os.setsid()


def outlive(_: str) -> object:
    """Start a program in a session of its own, which a kill of the group does not reach."""
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    return subprocess.Popen(command, start_new_session=True).pid


def end(argument: str) -> None:
    os.kill(int(argument), signal.SIGKILL)


def starve(argument: str) -> object:
    """Take another process's right to open files."""
    return resource.prlimit(int(argument), resource.RLIMIT_NOFILE, (0, 0))


def environment(argument: str) -> object:
    return Path(f"/proc/{argument}/environ").read_bytes()


def command_line(argument: str) -> object:
    return Path(f"/proc/{argument}/cmdline").read_bytes()


def memory(argument: str) -> object:
    number = int(argument, 16)
    return os.pread(os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY), 16, number)


def attach(argument: str) -> object:
    return _call(_by_machine(101, 117), 16, int(argument), 0, 0)


def peek(argument: str) -> object:
    return _call(_by_machine(310, 270), int(argument), None, 0, None, 0, 0)


def unshare(_: str) -> object:
    return _call(_by_machine(272, 97), 0x10000000)


def mount(_: str) -> object:
    return _call(_by_machine(165, 40), b"none", b".", b"tmpfs", 0, None)


def program_in_kernel(_: str) -> object:
    attributes = (ctypes.c_uint32 * 18)(1, 4, 4, 1)
    return _call(_by_machine(321, 280), 0, attributes, ctypes.sizeof(attributes))


def key(_: str) -> object:
    return _call(_by_machine(250, 219), 0, -3, 0)


def ring(_: str) -> object:
    return _call(425, 4, (ctypes.c_byte * 120)())


def faults(_: str) -> object:
    return _call(_by_machine(323, 282), 1)


def shared_memory(_: str) -> object:
    return _call(_by_machine(29, 194), 0, 4096, 0o1600)


def hidden_memory(_: str) -> object:
    return os.memfd_create("more than the limit")


def unlimited_memory(_: str) -> object:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    return hard


def fill(argument: str) -> object:
    """Files gone from the folder but kept open, by the quickest way there is."""
    kept: list[int] = []
    size, piece = 0, 64 * 2**20
    while size < int(argument):
        kept.append(os.open(str(size), os.O_CREAT | os.O_RDWR))
        os.unlink(str(size))
        size += piece
        try:
            os.posix_fallocate(kept[-1], 0, piece)
        except OSError:
            os.write(kept[-1], bytes(piece))
    return size


def fill_later(argument: str) -> object:
    """The same, while no task is under way."""

    def work() -> None:
        time.sleep(1.0)
        fill(argument)
        time.sleep(600)

    threading.Thread(target=work, daemon=True).start()
    return os.getpid()


def many_files(argument: str) -> object:
    for number in range(int(argument)):
        os.close(os.open(f"n{number}", os.O_CREAT))
    time.sleep(600)
    return argument


def pid(_: str) -> object:
    return os.getpid()


ACTIONS: dict[str, Callable[[str], object]] = {
    action.__name__: action
    for action in (
        read, listing, write, empty, open_to_all, make_old, device, tcp, udp, unix, program, loaded_program,
        program_in_memory, fork, leave_group, outlive, end, starve, environment, command_line, memory, attach, peek,
        unshare, mount, program_in_kernel, key, ring, faults, shared_memory, hidden_memory, unlimited_memory, fill,
        fill_later, many_files, pid,
    )
}  # fmt: skip

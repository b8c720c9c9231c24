"""What a locked process must be able to read and start: Python, our code and its libraries, the second reader.

Nothing else is named, so that nothing of the service is: neither its data folder, wherever that lies, nor the home folder
of its user, nor what it was configured with.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import site
import struct
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
"""what holds our packages: the folder of installed packages, or a checkout with much else in it"""
SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share", "/usr/local/lib", "/usr/local/share/tessdata",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/ssl/openssl.cnf",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm", "/sys/devices/system", "/sys/kernel/mm",
    "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpuset", "/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/memory.max",
    "/dev/zero", "/dev/random", "/dev/urandom",
)  # fmt: skip
"""libraries, fonts, trained data, time zones; what libraries ask about processors and memory"""
ABOUT_ITSELF = ("statm", "status", "stat", "maps", "limits", "cgroup", "fd")
FOLDER_VARIABLES = ("LD_LIBRARY_PATH", "TESSDATA_PREFIX")
PROGRAMS = ("tesseract",)
INSTALLED = "*.dist-info"
"""what a folder holds that packages are installed in"""
PROGRAM_HEADER_AT, HEADER_SIZE_AT, INTERPRETER = (
    32,
    54,
    3,
)  # e_phoff, e_phentsize, PT_INTERP of a 64-bit ELF file
LONGEST_INTERPRETER = 4096


def readable() -> tuple[Path, ...]:
    """Files, and folders with all that is in them."""
    return tuple(dict.fromkeys((*map(Path, SYSTEM), *_named(), *_python(), *_ours(), *_of_programs())))


def programs() -> tuple[Path, ...]:
    """The files of the programs that may be started, and of what the kernel starts them with."""
    found = tuple(_programs())
    return tuple(dict.fromkeys((*found, *(start for program in found for start in _interpreters(program)))))


@cache
def process_files() -> tuple[Path, ...]:
    """What a process may read about itself; its view of the network is not among it.

    A descriptor of each stays open: the kernel may forget what it allowed there once nobody holds it.
    """
    paths = tuple(Path("/proc/self") / name for name in ABOUT_ITSELF)
    for path in paths:
        with contextlib.suppress(OSError):
            os.open(path, os.O_PATH | os.O_CLOEXEC)
    return paths


def _named() -> Iterator[Path]:
    for name in FOLDER_VARIABLES:
        yield from (Path(part) for part in os.environ.get(name, "").split(os.pathsep) if part)


def _python() -> Iterator[Path]:
    """The standard library, folders of installed packages, and libraries beside the interpreter."""
    paths = sysconfig.get_paths()
    yield from (Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from map(Path, site.getsitepackages())
    yield from (Path(prefix) / "lib" for prefix in (sys.prefix, sys.base_prefix))
    yield Path(sys.prefix) / "pyvenv.cfg"
    yield from (path for path in map(Path, sys.path) if path.suffix == ".zip" or any(path.glob(INSTALLED)))


def _ours() -> Iterator[Path]:
    return (package.parent for package in ROOT.glob("*/__init__.py"))


def _programs() -> Iterator[Path]:
    places = (shutil.which(program) for program in PROGRAMS)
    return (Path(place).resolve() for place in places if place)


def _of_programs() -> Iterator[Path]:
    for program in _programs():
        yield from (program.parent.parent / name for name in ("lib", "share"))


def _interpreters(program: Path) -> Iterator[Path]:
    """What the kernel opens to start a program: the loader of its libraries; nothing for what is no 64-bit ELF file."""
    with program.open("rb") as file:
        head = file.read(64)
        if len(head) < 64 or not head.startswith(b"\x7fELF\x02"):
            return
        (table,) = struct.unpack_from("<Q", head, PROGRAM_HEADER_AT)
        size, count = struct.unpack_from("<HH", head, HEADER_SIZE_AT)
        file.seek(table)
        entries = file.read(size * count)
        for start in range(0, len(entries) - size + 1, size):
            kind, _, offset, _, _, length = struct.unpack_from("<IIQQQQ", entries, start)
            if kind == INTERPRETER and length < LONGEST_INTERPRETER:
                file.seek(offset)
                yield Path(os.fsdecode(file.read(length).rstrip(b"\0")))

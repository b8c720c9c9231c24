"""The folder a reader child may write in. It holds pieces of people's papers, so it must not stay behind, nor grow."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "tongguan-reader-"
LEFT_BEHIND_SECONDS = 60.0  # between making a folder and locking it there are none

MOST_BYTES = 512 * 1024 * 1024  # the second reader's pictures of one call take a tenth of it
MOST_FILES = 2_000
BLOCK = 512  # bytes, the unit of ``st_blocks`` whatever the file system's own is


_held: dict[Path, int] = {}
"""a descriptor with a lock for each folder of this process; the kernel lets go of it whatever ends the process"""


def make_scratch() -> Path:
    """A new empty folder of this process, readable by nobody else."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    _held[folder] = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(_held[folder], fcntl.LOCK_EX | fcntl.LOCK_NB)
    return folder


def remove_scratch(folder: Path) -> None:
    """Remove a folder and what is in it; one that is gone already is well."""
    shutil.rmtree(folder, ignore_errors=True)
    if (descriptor := _held.pop(folder, None)) is not None:
        os.close(descriptor)


def is_overfull(folder: Path, pid: int) -> bool:
    """Whether the child ``pid`` keeps more than it may: in its folder, and in files that it removed and holds open."""
    size = count = 0
    for found in (*_files_in(folder, MOST_FILES + 1), *_open_without_name(pid)):
        count, size = count + 1, size + found.st_blocks * BLOCK
    return count > MOST_FILES or size > MOST_BYTES


def _files_in(folder: Path, most: int) -> list[os.stat_result]:
    """So many of the files and folders below, a symbolic link for itself."""
    found: list[os.stat_result] = []
    waiting = [folder]
    while waiting and len(found) < most:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    found.append(entry.stat(follow_symlinks=False))
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    if len(found) >= most:
                        break
        except OSError:  # it goes away while it is looked at
            continue
    return found


def _open_without_name(pid: int) -> list[os.stat_result]:
    """Files that a process and what it started hold open though no folder names them any more, each once."""
    found: dict[tuple[int, int], os.stat_result] = {}
    for process in _family(pid):
        try:
            names = os.listdir(f"/proc/{process}/fd")
        except OSError:
            continue
        for name in names:
            try:
                state = os.stat(f"/proc/{process}/fd/{name}")
            except OSError:
                continue
            if stat.S_ISREG(state.st_mode) and state.st_nlink == 0:
                found[state.st_dev, state.st_ino] = state
    return list(found.values())


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            told = children.read_text().split()
        except OSError:
            continue
        for child in map(int, told):
            yield from _family(child)


def sweep_scratch() -> int:
    """Remove the folders that killed processes of this user left behind; how many."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left_behind(folder):
            remove_scratch(folder)
            removed += 1
    return removed


def _is_left_behind(folder: Path) -> bool:
    owner = folder.name.removeprefix(PREFIX).partition("-")[0]
    try:
        state = folder.lstat()
    except OSError:
        return False
    is_old = time.time() - state.st_mtime > LEFT_BEHIND_SECONDS
    is_ours = state.st_uid == os.getuid() and stat.S_ISDIR(state.st_mode)
    is_dead = owner.isdigit() and not Path(f"/proc/{owner}").exists()
    return is_ours and is_old and is_dead and not _is_held(folder)


def _is_held(folder: Path) -> bool:
    """Whether a process that runs holds it: in another container it may look dead from here."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False

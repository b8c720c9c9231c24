"""The folder a reader child may write in. It holds pieces of people's papers, so it must not stay behind."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "tongguan-reader-"
LEFT_BEHIND_SECONDS = (
    24 * 3600.0
)  # no child lives so long; a parent in another container may look dead from here


def make_scratch() -> Path:
    """A new empty folder of this process, readable by nobody else."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def remove_scratch(folder: Path) -> None:
    """Remove a folder and what is in it; one that is gone already is well."""
    shutil.rmtree(folder, ignore_errors=True)


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
    is_ours = state.st_uid == os.getuid() and folder.is_dir() and not folder.is_symlink()
    return is_ours and is_old and owner.isdigit() and not Path(f"/proc/{owner}").exists()

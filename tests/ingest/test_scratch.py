"""Nothing of the papers stays behind, and nothing of others is touched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ingest.scratch import PREFIX, is_overfull, make_scratch, remove_scratch, sweep_scratch

DEAD = 2**22 + 1  # beyond the largest process number of Linux
HOLDS_A_REMOVED_FILE = """
import os, sys
file = open(sys.argv[1], "wb")
os.unlink(sys.argv[1])
print("removed", flush=True)
sys.stdin.readline()
file.write(bytes(1_100_000))
file.flush()
print("written", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_a_scratch_folder_is_private_and_goes_with_its_content() -> None:
    folder = make_scratch()
    (folder / "crop.png").write_bytes(b"x")
    assert folder.stat().st_mode & 0o077 == 0
    remove_scratch(folder)
    remove_scratch(folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "age", "stays"),
    [
        (f"{PREFIX}{DEAD}-a", 100_000, False),
        (f"{PREFIX}{DEAD}-b", 10, True),
        (f"{PREFIX}{os.getpid()}-c", 100_000, True),
        (f"{PREFIX}x-d", 100_000, True),
        ("other", 100_000, True),
    ],
    ids=("old, of the dead", "young, of the dead", "of the living", "of nobody", "not ours"),
)
def test_only_old_folders_of_dead_processes_are_swept(
    name: str, age: int, stays: bool, tmp_path: Path
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "crop.png").write_bytes(b"x")
    then = folder.stat().st_mtime - age
    os.utime(folder, (then, then))
    assert sweep_scratch() == (0 if stays else 1)
    assert folder.exists() is stays


def test_a_folder_is_overfull_by_bytes_by_files_and_by_what_is_kept_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.scratch.MOST_BYTES", 1_000_000)
    monkeypatch.setattr("ingest.scratch.MOST_FILES", 10)
    assert not is_overfull(tmp_path, DEAD)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "large").write_bytes(bytes(1_100_000))
    assert is_overfull(tmp_path, DEAD)
    (tmp_path / "below" / "large").unlink()
    for number in range(10):
        (tmp_path / str(number)).touch()
    assert is_overfull(tmp_path, DEAD)
    for number in range(10):
        (tmp_path / str(number)).unlink()
    command = [sys.executable, "-c", HOLDS_A_REMOVED_FILE, str(tmp_path / "gone")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin and child.stdout
        assert child.stdout.readline() == "removed\n"
        assert not is_overfull(tmp_path, child.pid)
        child.stdin.write("write\n")
        child.stdin.flush()
        assert child.stdout.readline() == "written\n"
        assert is_overfull(tmp_path, child.pid)
        child.stdin.close()
    assert not is_overfull(tmp_path / "absent", DEAD)


def test_a_folder_of_a_process_that_only_looks_dead_stays(tmp_path: Path) -> None:
    """As of a server in another container, which shares the folder and not the numbers of processes."""
    folder = make_scratch()
    looks_dead = folder.rename(tmp_path / f"{PREFIX}{DEAD}-a")
    os.utime(looks_dead, (1, 1))
    assert sweep_scratch() == 0
    remove_scratch(folder)  # lets go of it
    assert sweep_scratch() == 1

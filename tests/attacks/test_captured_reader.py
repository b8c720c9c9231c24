"""A reader that was taken over by a file reaches nothing of the service, of the machine or of other organisations.

Real reader children; the attacks are those of ``tests/attacks/captured.py``.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import ReaderCrashed
from domain.reading import Limits
from ingest.pool import ReaderPool
from tests.attacks.captured import SECRET

MEGABYTE = 2**20


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(1, Limits(page_seconds=30.0, memory_bytes=2**30), tasks="tests.attacks.captured") as pool:
        yield pool


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """Another process of the same user."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def attempt(pool: ReaderPool, action: str, argument: object = "") -> str:
    return pool.inspect(f"{action}:{argument}", b"").media_type


def secret_in(folder: Path) -> Path:
    path = folder / "tongguan.sqlite"
    path.write_text(SECRET)
    return path


@pytest.mark.parametrize("action", ["read", "write", "empty", "open_to_all", "make_old"])
def test_no_file_of_the_service_is_read_or_changed(pool: ReaderPool, tmp_path: Path, action: str) -> None:
    path = secret_in(tmp_path)
    before = path.stat()
    assert attempt(pool, action, path).startswith("refused")
    assert path.read_text() == SECRET
    after = path.stat()
    assert (after.st_mode, after.st_mtime) == (before.st_mode, before.st_mtime)


def test_no_folder_outside_is_listed(pool: ReaderPool, tmp_path: Path) -> None:
    secret_in(tmp_path)
    for folder in (tmp_path, "/", "/home", "/tmp", "/etc", "/proc"):
        assert attempt(pool, "listing", folder).startswith("refused")


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/1/cmdline", "/proc/net/tcp", "/dev/mem"])
def test_nothing_else_of_the_machine_is_read(pool: ReaderPool, path: str) -> None:
    assert attempt(pool, "read", path).startswith("refused")


def test_a_folder_that_another_child_works_in_is_closed(pool: ReaderPool) -> None:
    with ReaderPool(1, Limits(), tasks="tests.attacks.captured") as other:
        number = attempt(other, "pid").removeprefix("done ")
        folder = os.readlink(f"/proc/{number}/cwd")
        assert attempt(pool, "listing", folder).startswith("refused")
        assert attempt(pool, "write", f"{folder}/x").startswith("refused")


def test_no_socket_of_any_kind_is_opened(pool: ReaderPool, tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        udp.bind(("127.0.0.1", 0))
        udp.setblocking(False)
        named.bind(path)
        named.listen()
        abstract.bind(f"\0tongguan-{os.getpid()}")
        abstract.listen()
        assert attempt(pool, "tcp", tcp.getsockname()[1]).startswith("refused")
        assert attempt(pool, "udp", udp.getsockname()[1]).startswith("refused")
        assert attempt(pool, "unix", path).startswith("refused")
        assert attempt(pool, "unix", f"@tongguan-{os.getpid()}").startswith("refused")
        with pytest.raises(BlockingIOError):
            udp.recv(100)


@pytest.mark.parametrize(
    ("action", "argument"),
    [
        ("program", "/bin/sh|-c|echo free"),
        ("program", f"{sys.executable}|-c|print('free')"),
        ("program_in_memory", ""),
        ("fork", ""),
        ("leave_group", ""),
        ("outlive", ""),
    ],
)
def test_no_program_is_started_and_nothing_leaves_the_group(
    pool: ReaderPool, action: str, argument: str
) -> None:
    assert attempt(pool, action, argument).startswith("refused")


@pytest.mark.parametrize("action", ["end", "starve", "environment", "command_line", "attach", "peek"])
def test_no_other_process_is_touched(pool: ReaderPool, victim: subprocess.Popen[bytes], action: str) -> None:
    assert attempt(pool, action, victim.pid).startswith("refused")
    assert attempt(pool, action, os.getpid()).startswith("refused")
    assert victim.poll() is None


ACTIONS = [
    "unshare",
    "mount",
    "program_in_kernel",
    "key",
    "ring",
    "faults",
    "shared_memory",
    "hidden_memory",
    "device",
]


@pytest.mark.parametrize("action", ACTIONS)
def test_no_door_into_the_kernel_is_open(pool: ReaderPool, action: str) -> None:
    assert attempt(pool, action).startswith("refused")


def test_what_is_started_through_the_loader_is_locked_in_as_well(pool: ReaderPool, tmp_path: Path) -> None:
    path = secret_in(tmp_path)
    assert SECRET not in attempt(pool, "loaded_program", f"/bin/cat|{path}")


def test_memory_has_a_limit_that_cannot_be_raised(pool: ReaderPool) -> None:
    limit = int(attempt(pool, "unlimited_memory").removeprefix("done "))
    assert 0 < limit < 16 * 2**30


def test_a_child_that_fills_the_disk_is_ended() -> None:
    with (
        ReaderPool(1, Limits(), tasks="tests.attacks.captured") as pool,
        pytest.raises(ReaderCrashed, match="wrote"),
    ):
        attempt(pool, "fill", 10_000 * MEGABYTE)


def test_a_child_that_makes_files_without_end_is_ended() -> None:
    with (
        ReaderPool(1, Limits(), tasks="tests.attacks.captured") as pool,
        pytest.raises(ReaderCrashed, match="wrote"),
    ):
        attempt(pool, "many_files", 100_000)


def test_a_child_that_fills_the_disk_between_two_tasks_is_ended() -> None:
    with ReaderPool(1, Limits(), tasks="tests.attacks.captured") as pool:
        number = int(attempt(pool, "fill_later", 10_000 * MEGABYTE).removeprefix("done "))
        await_end(number)
        assert attempt(pool, "pid") != f"done {number}"


def test_a_child_that_has_seen_one_organisations_papers_sees_no_others() -> None:
    with ReaderPool(2, Limits(), tasks="tests.attacks.captured") as pool:
        first = pool.inspect("pid", b"", owner="org_a").media_type
        assert pool.inspect("pid", b"", owner="org_a").media_type == first
        other = pool.inspect("pid", b"", owner="org_b").media_type
        assert other != first
        assert pool.inspect("pid", b"", owner="org_a").media_type == first


def test_a_child_that_waits_goes_where_another_organisation_needs_its_place() -> None:
    with ReaderPool(1, Limits(), tasks="tests.attacks.captured") as pool:
        first = int(pool.inspect("pid", b"", owner="org_a").media_type.removeprefix("done "))
        pool.inspect("pid", b"", owner="org_b")
        assert not Path(f"/proc/{first}").exists()


def await_end(number: int, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{number}").exists():
        assert time.monotonic() < deadline, "it lives on"
        time.sleep(0.05)

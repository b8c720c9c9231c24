from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app import process
from app.process import raise_descriptor_limit
from ingest.locking.lock import Lock

ROOT = Path(__file__).parent.parent.parent
CROWD = """
import threading
from pathlib import Path
from app.process import keep_memory_flat

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

assert keep_memory_flat()
before, together = resident(), threading.Barrier(16)

def hold():
    pieces = [bytes(3_000_000) for _ in range(4)]
    together.wait()
    del pieces

threads = [threading.Thread(target=hold) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print((resident() - before) // 1024)
"""


def test_what_was_freed_goes_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", CROWD], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout) < 40  # of 192 MB


def test_the_descriptor_limit_only_ever_grows() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, before[1]))
        assert raise_descriptor_limit() > 512
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == raise_descriptor_limit()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(("lock", "count"), [(Lock(7, True), 0), (Lock(0, True), 1)])
def test_a_kernel_that_cannot_confine_readers_is_told_in_the_log(
    lock: Lock, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(process, "lock_of_this_machine", lambda: lock)
    monkeypatch.setattr(process, "log_event", lambda event, *_, **__: told.append(event))
    process.tell_of_locks()
    assert told == ["readers_not_locked_in"] * count

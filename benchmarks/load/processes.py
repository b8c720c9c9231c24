"""Servers and workers as processes of their own, as an operator starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

COMMAND = (sys.executable, "-c", "from app.cli import main; raise SystemExit(main())")
START_SECONDS = 60.0
STOP_SECONDS = 30.0


class Started:
    """One process of ours."""

    def __init__(self, process: subprocess.Popen[bytes], url: str = "") -> None:
        self.process = process
        self.url = url

    def memory_mb(self) -> float:
        """Resident memory of the process itself, its children left aside."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def server(settings: Mapping[str, str], log: Path, *options: str) -> Iterator[Started]:
    """``tongguan serve`` on a free port, ready to answer; stopped afterwards."""
    port = _free_port()
    with _running(("serve", "--port", str(port), *options), settings, log) as process:
        started = Started(process, f"http://127.0.0.1:{port}")
        _wait_until_ready(started, log)
        yield started


@contextmanager
def worker(settings: Mapping[str, str], log: Path, *options: str) -> Iterator[Started]:
    """``tongguan worker``; stopped afterwards."""
    with _running(("worker", *options), settings, log) as process:
        yield Started(process)


@contextmanager
def _running(
    arguments: Sequence[str], settings: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*COMMAND, *arguments], env={**os.environ, **settings}, stdout=output, stderr=output
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(started: Started, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if started.process.poll() is not None:
            break
        try:
            if httpx.get(f"{started.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server did not become ready; its log is {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""One server in a child process: found, started on a port of its own, waited for, stopped, killed, started again.

The servers are those of the system (Debian packages) or of a package for tests. They run in temporary folders on
free loopback ports, so that they never meet one that runs on the machine already, and they die with the tests.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pytest

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1  # prctl(2): have the kernel end the server when the tests are killed


def free_port() -> int:
    """A port of the loopback that nobody listens on.

    Not one of those that the system hands out to clients (32768 and up): a server that is away for a moment would find
    that somebody's connection has taken its place.
    """
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port


def find_program(name: str, package: str, *folders: str) -> str:
    """Where a program is, on the path or in one of the folders (patterns); fails the test when it is nowhere."""
    places = [str(path) for folder in folders for path in sorted(Path("/").glob(folder.lstrip("/")))]
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        pytest.fail(
            f"{name} is not installed. Run scripts/setup.sh --servers, or: apt-get install {package}", False
        )
    return found


def answers(port: int) -> bool:
    """Whether somebody accepts connections on a port of the loopback."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


class ChildServer:
    """What every server can do. One kind says how it is started and when it is ready."""

    user: str | None = None
    """who runs it, when that is not who runs the tests"""
    stop_signal = signal.SIGTERM

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"{type(self).__name__.lower()}-"))
        self.port = free_port()
        self._child: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str]:
        """What is run."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """What is set for it beside what the tests have."""
        return {}

    def is_ready(self) -> bool:
        """Whether it can be used."""
        return answers(self.port)

    @property
    def is_running(self) -> bool:
        """Whether its process lives."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Start it and wait until it can be used; a second call does nothing."""
        if self.is_running:
            return
        with self.log().open("ab") as log:
            self._child = self._popen(self.command(), log)
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if not self.is_running or time.monotonic() > deadline:
                self.kill()
                pytest.fail(f"{type(self).__name__} did not start:\n{self.last_words()}", False)
            time.sleep(0.05)

    def stop(self) -> None:
        """Have it end in order."""
        self._end(self.stop_signal)

    def kill(self) -> None:
        """End it with signal 9, with all its processes."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop it in order and start it again on the same port with what it kept."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Have it stand still: it takes connections and does not answer."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """End it for good and remove what it kept."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.folder / "server.log"

    def last_words(self) -> str:
        """The end of its log."""
        return self.log().read_text(errors="replace")[-2_000:]

    def _end(self, number: signal.Signals) -> None:
        if self._child is None:
            return
        self._signal(number)
        try:
            self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._child.wait(STOP_SECONDS)
        self._signal(signal.SIGKILL)  # those of its processes that outlived it
        self._child = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._child is not None
        if number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGCONT):
            try:
                os.killpg(self._child.pid, number)
            except ProcessLookupError:
                return
        elif self._child.poll() is None:
            self._child.send_signal(number)

    def _popen(self, command: Sequence[str], log: IO[bytes], **more: Any) -> subprocess.Popen[bytes]:
        end_with_parent = self.stop_signal
        library = ctypes.CDLL(None)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=self.folder,
            env={**os.environ, **self.environment()},
            user=self.user,
            group=self.user and _group_of(self.user),
            extra_groups=[] if self.user else None,
            start_new_session=True,
            preexec_fn=lambda: library.prctl(_PR_SET_PDEATHSIG, end_with_parent),
            **more,
        )


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid

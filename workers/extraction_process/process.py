"""The child that extracts, as its parent sees it: started ahead, given one task at a time, killed if need be."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from domain.errors import ReaderCrashed, ReaderOutOfMemory, ReaderTimedOut
from ingest.protocol import Garbage, Hangup, receive_frame, send_frame
from workers.extraction_process.protocol import Extract, Reconcile, TaskDone, TaskFailed, TaskOrder

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
LONGEST_ANSWER = 256 * 1024 * 1024
"""bytes of one answer; the fields of a page take some twenty thousand"""
LOOK = "Look at the papers by hand."
_ANSWERS: msgspec.msgpack.Decoder[TaskDone | TaskFailed] = msgspec.msgpack.Decoder(TaskDone | TaskFailed)


class ExtractionFailed(Exception):
    """A stage raised: a fault of ours, which the same papers will bring about again."""


class ExtractionProcess:
    """One child, used by one thread at a time, replaced after every failure. Safe to call from many threads."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._using = threading.Lock()
        self._starting = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None
        self._is_closed = False

    def start(self) -> None:
        """Start the child, so that it is ready when it is needed; a second call does nothing."""
        with self._starting:
            if self._child is None and not self._is_closed:
                self._child, self._link = _start()

    def ask(self, task: Extract | Reconcile, kind: type[T], seconds: float) -> T:
        """The result of a task within ``seconds`` of wall time.

        Raises ``ReaderCrashed``, ``ReaderTimedOut``, ``ReaderOutOfMemory``, or ``ExtractionFailed`` with what was raised.
        """
        with self._using:
            self.start()
            link = self._link
            if link is None:
                raise ReaderCrashed("the work is being stopped")
            try:
                answer = self._exchange(link, task, seconds)
                if isinstance(answer, TaskDone):
                    return msgspec.msgpack.decode(answer.result, type=kind)
            except BaseException:
                self._kill()
                raise
        if answer.is_memory:
            self._kill()
            raise ReaderOutOfMemory("the extraction ran out of memory", advice=LOOK)
        raise ExtractionFailed(answer.message)

    def _exchange(
        self, link: socket.socket, task: Extract | Reconcile, seconds: float
    ) -> TaskDone | TaskFailed:
        deadline = time.monotonic() + seconds
        try:
            order = msgspec.msgpack.encode(TaskOrder(task, seconds, self._memory_bytes))
            send_frame(link, order, deadline)
            return _ANSWERS.decode(receive_frame(link, deadline, LONGEST_ANSWER))
        except TimeoutError as error:
            raise ReaderTimedOut(f"the extraction took longer than {seconds:g} s", advice=LOOK) from error
        except (Hangup, OSError, Garbage, msgspec.DecodeError) as error:
            raise ReaderCrashed("the extraction died", advice=LOOK) from error

    def _kill(self) -> None:
        with self._starting:
            child, link, self._child, self._link = self._child, self._link, None, None
        if child is not None and link is not None:
            _end(child)
            link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_closed = True
        self._kill()


def _start() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "workers.extraction_process.child", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
    return child, ours


def _environment() -> dict[str, str]:
    """What the child needs to know; the rest of the parent's environment may be a secret."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    paths = [path for path in sys.path if path]
    return kept | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([*paths, str(ROOT)])),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()

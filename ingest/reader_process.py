"""One reader child as its parent sees it: started, given one order at a time, killed with all it started."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from domain.errors import ReaderCrashed, ReaderError, ReaderOutOfMemory, ReaderTimedOut
from domain.reading import Member
from ingest.protocol import (
    LONGEST_ANSWER,
    Done,
    Failed,
    Garbage,
    Hangup,
    Order,
    Part,
    Ready,
    Reply,
    Task,
    receive_frame,
    send_frame,
)
from ingest.scratch import is_overfull, make_scratch, remove_scratch

T = TypeVar("T")
Take = Callable[[Member], None]
"""what is done with one member of an archive; raises ``Garbage`` for one that cannot be"""

START_SECONDS = 60.0  # on a busy machine imports alone can take ten
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
"""everything else of the parent's environment may be a secret"""
EXIT_SECONDS = 2.0  # after it hung up; one that stays is killed anyway
SAID_BYTES = 16 * 1024  # of it that are looked at; a dump of stacks is long
LONGEST_TAIL = 300  # characters of what a dead child said last
ENCODER = msgspec.msgpack.Encoder()
REPLIES = msgspec.msgpack.Decoder(Reply)


def refuse_parts(_: Member) -> None:
    """For tasks that have no members to give."""
    raise Garbage("a member of no archive")


class ReaderProcess:
    """A running child. One thread at a time may use it; ``kill`` may be called from any."""

    def __init__(self, tasks: str, python_path: Sequence[str] = ()) -> None:
        self.pages_read = 0
        self.memory_bytes = 0
        self.owner = ""
        """whose papers it was given; it is not given another's"""
        self._killing = threading.Lock()
        self._ended_for = ""
        self._folder = make_scratch()
        self._said = self._folder / "stderr"
        ours, theirs = socket.socketpair()
        self._link = ours
        try:
            with self._said.open("wb") as stderr, theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "ingest.child", str(theirs.fileno()), tasks],
                    stdin=subprocess.DEVNULL,
                    stdout=stderr,
                    stderr=stderr,
                    cwd=self._folder,
                    env=_environment(self._folder, python_path),
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )
        except BaseException:
            self._link.close()
            remove_scratch(self._folder)
            raise
        try:
            self._expect_ready()
        except BaseException:
            self.close()
            raise

    def is_usable(self) -> bool:
        """Whether the child still waits for an order: a child that hung up or talks unasked is not used again."""
        self._link.settimeout(0.0)
        try:
            self._link.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def run(
        self,
        task: Task,
        kind: type[T],
        seconds: float,
        *,
        take: Take = refuse_parts,
        longest: int = LONGEST_ANSWER,
    ) -> T:
        """The result of a task within ``seconds`` of wall time. After any error the child is of no more use.

        ``take`` is given each member of an archive as it comes; its own time does not count. ``longest``: bytes of one
        answer or member. Raises ``ReaderCrashed``, ``ReaderTimedOut`` or ``ReaderOutOfMemory``.
        """
        deadline = time.monotonic() + seconds
        try:
            send_frame(self._link, ENCODER.encode(Order(task, seconds)), deadline)
            reply = REPLIES.decode(receive_frame(self._link, deadline, longest))
            while isinstance(reply, Part):
                began = time.monotonic()
                take(reply.member)
                deadline += time.monotonic() - began
                reply = REPLIES.decode(receive_frame(self._link, deadline, longest))
            if isinstance(reply, Done):
                self.memory_bytes = reply.memory_bytes
                return msgspec.msgpack.decode(reply.result, type=kind)
        except TimeoutError as error:
            raise ReaderTimedOut(
                f"the reader took longer than {seconds:g} s and was stopped",
                advice="Split the file or export it more simply; if it happens with every file, raise page_seconds.",
            ) from error
        except Hangup as error:
            raise self._obituary() from error
        except (Garbage, msgspec.DecodeError) as error:
            raise ReaderCrashed("the reader answered garbage and was stopped", advice=LOOK) from error
        if isinstance(reply, Failed):
            raise _failure(reply)
        raise ReaderCrashed("the reader answered out of turn and was stopped", advice=LOOK)

    def kill(self) -> None:
        """End the child and everything it started, and wait for it. From any thread; a task under way fails."""
        with self._killing:
            if self._process.returncode is None:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    # before it is waited for: until then its number cannot belong to another process
                    os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def watch(self) -> None:
        """``kill`` it if it has written more than it may. From any thread, at any time, between two tasks too."""
        if self._process.returncode is None and is_overfull(self._folder, self._process.pid):
            self._ended_for = "the reader wrote more than it may and was stopped"
            self.kill()

    def close(self) -> None:
        """``kill``, and remove its folder. From the thread that uses it, or when nobody does. Safe to call again."""
        self.kill()
        self._link.close()
        remove_scratch(self._folder)

    def _expect_ready(self) -> None:
        try:
            reply = REPLIES.decode(receive_frame(self._link, time.monotonic() + START_SECONDS))
        except TimeoutError as error:
            raise ReaderTimedOut("the reader did not start in time", advice=DOCTOR) from error
        except Hangup as error:
            raise ReaderCrashed(f"the reader did not start: {self._tail()}", advice=DOCTOR) from error
        except (Garbage, msgspec.DecodeError) as error:
            raise ReaderCrashed("the reader did not start: it answered garbage", advice=DOCTOR) from error
        if not isinstance(reply, Ready):
            raise ReaderCrashed("the reader did not start: it answered out of turn", advice=DOCTOR)
        self.lock = reply.lock

    def _obituary(self) -> ReaderError:
        """Why the child died, from its exit and its last words."""
        code = self._exit_code()
        if self._ended_for:
            return ReaderCrashed(self._ended_for, advice=LOOK)
        tail = self._tail()
        if code == -signal.SIGXCPU:
            return ReaderTimedOut("the reader used up its processor time", advice=LOOK)
        if "bad_alloc" in tail or "MemoryError" in tail:
            return ReaderOutOfMemory("the reader ran out of memory", advice=SPLIT)
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        if code == -signal.SIGKILL:
            how += ", perhaps by the system for want of memory"
        return ReaderCrashed(f"the reader died ({how}) {tail}".strip(), advice=LOOK)

    def _exit_code(self) -> int:
        """As ``subprocess`` writes it, leaving the process for ``kill`` to reap; 0 when it does not end."""
        deadline = time.monotonic() + EXIT_SECONDS
        while time.monotonic() < deadline:
            try:
                status = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                self.kill()  # another thread is killing it: wait until it has
                return self._process.returncode or 0
            if status is not None:
                return status.si_status if status.si_code == os.CLD_EXITED else -status.si_status
            time.sleep(0.01)
        return 0

    def _tail(self) -> str:
        try:
            return last_words(self._said.read_bytes()[-SAID_BYTES:].decode("utf-8", errors="replace"))
        except OSError:
            return ""


def last_words(said: str) -> str:
    """The line of a dead child's standard error that says why: its last, or what stands before a dump of its stacks."""
    lines = [line for line in said.strip().splitlines() if line.strip()]
    fatal = next((line for line in lines if line.startswith("Fatal Python error: ")), "")
    return (fatal or (lines[-1] if lines else ""))[-LONGEST_TAIL:]


LOOK = "Process the bundle again; if it happens again, the file is damaged or hostile: look at it by hand."
SPLIT = "Split the file or lower its resolution."
DOCTOR = "Run 'tongguan doctor'."


def _failure(reply: Failed) -> ReaderError:
    if reply.kind == "memory":
        return ReaderOutOfMemory("the reader ran out of memory", advice=SPLIT)
    return ReaderCrashed(f"the reader failed: {reply.message}", advice=LOOK)


def _environment(folder: Path, python_path: Sequence[str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    paths = [*python_path, *(path for path in sys.path if path)]
    root = str(Path(__file__).resolve().parent.parent)
    return kept | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([*paths, root])),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENCV_FOR_THREADS_NUM": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }

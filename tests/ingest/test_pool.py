"""Real children, really killed: whatever one does, the task gets its typed error and the pool stays good."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.document import FileState
from domain.errors import ReaderCrashed, ReaderError, ReaderOutOfMemory, ReaderTimedOut, UsageError
from domain.reading import Inspection, Limits
from ingest.pool import ReaderPool
from ingest.reader_process import last_words

TASKS = """
import ctypes, os, pathlib, signal, subprocess, sys, time
import numpy as np
from domain.document import FileState
from domain.reading import Inspection, Member
from ingest.confinement import limit_memory

def prepare(task):
    limit_memory(task.limits.memory_bytes)

def run(task, take):
    action, _, argument = task.name.partition(":")
    if action == "members":
        for number in range(int(argument)):
            take(Member(str(number), task.content))
        return answer("archive")
    return globals()["do_" + action](argument, task)

def answer(text):
    return Inspection(media_type=text, state=FileState.READ)

def do_pid(argument, task): return answer(str(os.getpid()))
def do_size(argument, task): return answer(str(len(task.content)))
def do_raise(argument, task): raise KeyError("secret plate")
def do_exit(argument, task): os._exit(int(argument))
def do_segfault(argument, task): ctypes.string_at(0)
def do_abort(argument, task): os.abort()
def do_kill(argument, task): os.kill(os.getpid(), signal.SIGKILL)
def do_sleep(argument, task): time.sleep(float(argument)); return answer("slept")
def do_spin(argument, task):
    while True: pass
def do_eat(argument, task):
    eaten = []
    while True: eaten.append(np.ones(8_000_000, np.uint8))
def do_native_out_of_memory(argument, task): raise RuntimeError("std::bad_alloc")
def do_print(argument, task):
    print("noise " * 100_000); os.write(1, b"native noise" * 10_000); return answer("quiet")
def do_garbage(argument, task):
    import socket
    for number in map(int, os.listdir("/proc/self/fd")):
        try: socket.socket(fileno=os.dup(number)).sendall(b"\\x00" * 7 + b"\\x10" + b"\\xc1" * 64)
        except OSError: pass
    time.sleep(30)
def do_huge_frame(argument, task):
    import socket
    for number in map(int, os.listdir("/proc/self/fd")):
        try: socket.socket(fileno=os.dup(number)).sendall(b"\\xff" * 64)
        except OSError: pass
    time.sleep(30)
def do_wrong_type(argument, task): return [1, 2, 3]
def do_grandchild(argument, task):
    waiting = subprocess.Popen(["tesseract", "stdin", "stdout"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    return answer(str(waiting.pid))
def do_environment(argument, task): return answer("|".join(sorted(os.environ)))
def do_folder(argument, task):
    pathlib.Path("left over").write_text("x"); return answer(os.getcwd())
def do_write(argument, task):
    return answer(str(pathlib.Path(argument).write_text("x")))
def do_start(argument, task):
    done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True)
    return answer((done.stdout + done.stderr).split()[0])
def do_fill(argument, task):
    with open("big", "wb") as file: file.truncate(0); file.seek(2**30); file.write(b"x")
def do_fat(argument, task):
    global fat
    fat = np.ones(int(argument), np.uint8); return answer(str(os.getpid()))
"""

Open = Callable[..., ReaderPool]


@pytest.fixture
def open_pool(tmp_path: Path) -> Iterator[Open]:
    (tmp_path / "bad_tasks.py").write_text(TASKS)
    opened: list[ReaderPool] = []

    def build(size: int = 1, seconds: float = 20.0, memory: int = 2**30, **options: int) -> ReaderPool:
        limits = Limits(page_seconds=seconds, memory_bytes=memory)
        pool = ReaderPool(size, limits, tasks="bad_tasks", python_path=[str(tmp_path)], **options)
        opened.append(pool)
        return pool

    yield build
    for pool in opened:
        pool.close()


def ask(pool: ReaderPool, action: str, content: bytes = b"") -> str:
    return pool.inspect(action, content).media_type


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie that nobody waits for counts as alive."""
    return Path(f"/proc/{pid}").exists()


def children() -> set[int]:
    """Our own child processes, zombies too."""
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_no_child_starts_before_something_is_asked(open_pool: Open) -> None:
    before = children()
    with open_pool(2):
        assert children() == before


def test_a_child_serves_many_tasks_and_is_gone_at_the_end(open_pool: Open) -> None:
    before = children()
    with open_pool() as pool:
        pids = {ask(pool, "pid") for _ in range(5)}
        assert len(pids) == 1 and is_alive(int(*pids))
        assert ask(pool, "size", bytes(5_000_000)) == "5000000"
    assert not is_alive(int(*pids)) and children() == before


DEATHS = [
    ("raise", ReaderCrashed, "KeyError"),
    ("exit:3", ReaderCrashed, "exit code 3"),
    ("exit:0", ReaderCrashed, "exit code 0"),
    ("segfault", ReaderCrashed, "SIGSEGV"),
    ("abort", ReaderCrashed, "SIGABRT"),
    ("kill", ReaderCrashed, "SIGKILL"),
    ("eat", ReaderOutOfMemory, "memory"),
    ("native_out_of_memory", ReaderOutOfMemory, "memory"),
    ("garbage", ReaderCrashed, "garbage"),
    ("huge_frame", ReaderCrashed, "garbage"),
    ("wrong_type", ReaderCrashed, "garbage"),
    ("fill", ReaderCrashed, "SIGXFSZ|OSError"),
]


@pytest.mark.parametrize(("action", "error", "words"), DEATHS)
def test_each_death_has_its_error_and_the_next_task_its_child(
    action: str, error: type[ReaderError], words: str, open_pool: Open
) -> None:
    before = children()
    with open_pool(memory=300 * 2**20) as pool:
        first = ask(pool, "pid")
        with pytest.raises(error, match=words) as caught:
            ask(pool, action)
        assert caught.value.advice
        assert not is_alive(int(first))
        assert ask(pool, "pid") != first
    assert children() == before


@pytest.mark.parametrize("action", ["sleep:600", "spin"])
def test_a_child_that_hangs_is_killed_at_its_wall_limit(action: str, open_pool: Open) -> None:
    with open_pool(seconds=1.0) as pool:
        first = ask(pool, "pid")
        started = time.monotonic()
        with pytest.raises(ReaderTimedOut, match="1 s"):
            ask(pool, action)
        assert time.monotonic() - started < 10
        assert not is_alive(int(first))


def test_what_a_child_started_dies_with_it(open_pool: Open) -> None:
    with open_pool(seconds=3.0) as pool:
        pid = int(ask(pool, "grandchild"))
        assert is_alive(pid)
        with pytest.raises(ReaderTimedOut):
            ask(pool, "sleep:600")
    for _ in range(50):
        if not is_alive(pid) or "Z" in Path(f"/proc/{pid}/stat").read_text().split(")")[1][:3]:
            return
        time.sleep(0.1)
    raise AssertionError("the grandchild lives")


def test_noise_on_standard_output_does_not_disturb(open_pool: Open) -> None:
    with open_pool() as pool:
        assert ask(pool, "print") == "quiet"
        assert ask(pool, "print") == "quiet"


def test_a_child_sees_no_secrets_and_leaves_no_files(
    open_pool: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "x")
    with open_pool() as pool:
        seen = ask(pool, "environment").split("|")
        folder = Path(ask(pool, "folder"))
        assert folder.is_dir()
    assert "DATABASE_PASSWORD" not in seen
    assert {"OMP_THREAD_LIMIT", "OPENCV_FOR_THREADS_NUM"} <= set(seen)  # one thread a reader
    assert not folder.exists()


def test_a_child_writes_in_its_folder_and_starts_the_second_reader(open_pool: Open) -> None:
    """What it may not is tried in ``tests/attacks/test_captured_reader.py``."""
    with open_pool() as pool:
        assert ask(pool, "write:mine") == "1"
        assert ask(pool, "start") == "tesseract"


def test_a_child_is_replaced_after_its_pages(open_pool: Open) -> None:
    with open_pool(max_pages_per_child=2) as pool:
        pids = []
        for _ in range(4):
            pids.append(ask(pool, "pid"))
            with pytest.raises(
                ReaderCrashed
            ):  # an inspection is no page reading: the answer is of the wrong type
                pool.read_page("pid", b"", 1)
        assert len(set(pids)) == 4
    with open_pool(max_pages_per_child=2) as pool:
        assert len({ask(pool, "pid") for _ in range(4)}) == 1


def test_a_child_grown_over_the_mark_is_replaced(open_pool: Open) -> None:
    with open_pool(memory_mark=150 * 2**20) as pool:
        first = ask(pool, "pid")
        assert ask(pool, "pid") == first
        assert ask(pool, f"fat:{200 * 2**20}") == first
        assert ask(pool, "pid") != first


def test_an_idle_child_that_died_is_replaced_without_a_word(open_pool: Open) -> None:
    with open_pool() as pool:
        first = ask(pool, "pid")
        os.kill(int(first), 9)
        time.sleep(0.2)
        assert ask(pool, "pid") != first


def test_threads_share_the_children_and_none_gets_anothers_answer(open_pool: Open) -> None:
    answers: dict[int, str] = {}
    with open_pool(2) as pool:

        def work(number: int) -> None:
            answers[number] = ask(pool, "size", bytes(number * 1000))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert answers == {number: str(number * 1000) for number in range(12)}


def test_one_childs_death_does_not_touch_the_others(open_pool: Open) -> None:
    results: list[object] = []
    with open_pool(2) as pool:

        def slow() -> None:
            results.append(ask(pool, "sleep:2"))

        thread = threading.Thread(target=slow)
        thread.start()
        time.sleep(0.5)
        with pytest.raises(ReaderCrashed):
            ask(pool, "segfault")
        thread.join(30)
    assert results == ["slept"]


def test_closing_ends_a_task_that_is_under_way(open_pool: Open) -> None:
    pool = open_pool()
    ask(pool, "pid")
    caught: list[BaseException] = []

    def hang() -> None:
        try:
            ask(pool, "sleep:600")
        except BaseException as error:
            caught.append(error)

    thread = threading.Thread(target=hang)
    thread.start()
    time.sleep(0.5)
    pool.close()
    thread.join(20)
    assert [type(error) for error in caught] == [ReaderCrashed]
    with pytest.raises(ReaderCrashed, match="closed"):
        ask(pool, "pid")


def test_an_interrupt_in_the_middle_ends_the_child(open_pool: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the parent waits: the half-done answer must not reach the next task."""
    import ingest.reader_process as module

    with open_pool() as pool:
        first = ask(pool, "pid")
        with monkeypatch.context() as patch:

            def interrupt(*_: object) -> bytearray:
                raise KeyboardInterrupt

            patch.setattr(module, "receive_frame", interrupt)
            with pytest.raises(KeyboardInterrupt):
                ask(pool, "pid")
        assert not is_alive(int(first))
        assert ask(pool, "pid") != first


def test_children_end_by_themselves_when_their_parent_is_gone(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "bad_tasks.py").write_text(TASKS)
    program = (
        "import os\n"
        "from domain.reading import Limits\n"
        "from ingest.pool import ReaderPool\n"
        f"pool = ReaderPool(1, Limits(), tasks='bad_tasks', python_path=[{str(tmp_path)!r}])\n"
        "print(pool.inspect('pid', b'').media_type, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not is_alive(pid):
            return
        time.sleep(0.1)
    raise AssertionError("the child lives on")


def test_a_child_that_cannot_start_says_why(open_pool: Open) -> None:
    pool = ReaderPool(1, Limits(), tasks="there_is_no_such_module")
    with pool, pytest.raises(ReaderCrashed, match="there_is_no_such_module") as caught:
        pool.inspect("a", b"")
    assert "doctor" in caught.value.advice


def test_a_pool_of_no_children_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        ReaderPool(0, Limits())


def test_nothing_to_read_again_starts_nothing(open_pool: Open) -> None:
    before = children()
    with open_pool() as pool:
        assert pool.read_again({}, ()) == ()
    assert children() == before


def test_the_real_tasks_inspect_and_report(tmp_path: Path) -> None:
    with ReaderPool(1, Limits()) as pool:
        found = pool.inspect("a.pdf", b"%PDF-1.7 broken")
        page = pool.read_page("a.txt", b"text", 1).page
    assert found == Inspection("application/pdf", FileState.UNREADABLE, problems=found.problems)
    assert [problem.code for problem in (*found.problems, *page.problems)] == ["pdf_broken", "page_missing"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", ""),
        ("a warning\nRuntimeError: no model\n\n", "RuntimeError: no model"),
        (
            'a warning\nFatal Python error: Aborted\n\nCurrent thread 0x1 (most recent call first):\n  File "x", line 1'
            "\n\nExtension modules: numpy, PIL (total: 2)\n",
            "Fatal Python error: Aborted",
        ),
    ],
)
def test_of_what_a_dead_child_said_the_reason_is_told(said: str, why: str) -> None:
    assert last_words(said) == why


def test_the_files_of_an_archive_are_handed_over_one_by_one(open_pool: Open) -> None:
    taken: list[str] = []
    with open_pool() as pool:
        found = pool.inspect("members:3", b"x", take=lambda member: taken.append(member.name))
        assert taken == ["0", "1", "2"] and found.members == ()
        gathered = pool.inspect("members:2", b"x").members
    assert [(member.name, member.content) for member in gathered] == [("0", b"x"), ("1", b"x")]


@pytest.mark.parametrize("limits", [Limits(max_members=2), Limits(max_unpacked_bytes=2)])
def test_a_child_that_hands_over_more_than_may_be_is_ended(open_pool: Open, limits: Limits) -> None:
    taken: list[object] = []
    with open_pool() as pool:
        first = ask(pool, "pid")
        with pytest.raises(ReaderCrashed, match="garbage"):
            pool.inspect("members:1000", b"x", limits, take=taken.append)
        assert len(taken) == 2 and not is_alive(int(first))


def test_who_takes_a_member_slowly_costs_the_task_no_time(open_pool: Open) -> None:
    limits = Limits(page_seconds=1.0)
    with open_pool() as pool:
        found = pool.inspect("members:3", b"x" * 10_000_000, limits, take=lambda _: time.sleep(1.5))
    assert found.media_type == "archive"


def test_an_answer_longer_than_any_of_ours_is_garbage(
    open_pool: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pool.LONGEST_ANSWER", 1_000)
    with open_pool() as pool, pytest.raises(ReaderCrashed, match="garbage"):
        pool.inspect("members:1", b"x" * 2_000_000, Limits(max_file_bytes=1))

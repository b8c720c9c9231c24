from __future__ import annotations

import threading
from typing import Any

import pytest

from domain.field import Extraction
from workers.extraction_process import pool as module
from workers.extraction_process.pool import ExtractionPool, NoProcessFree
from workers.extraction_process.protocol import Extract
from workers.stages.installed import MOST_SECONDS, SECONDS, seconds_for


class SlowProcess:
    """A child in whose place a test can wait."""

    made: list[SlowProcess]
    may_end = threading.Event()
    busy = threading.Semaphore(0)

    def __init__(self, memory_bytes: int) -> None:
        self.is_started = False
        SlowProcess.made.append(self)

    def start(self) -> None:
        self.is_started = True

    def ask(self, task: Any, kind: Any, seconds: float) -> Any:
        self.start()
        SlowProcess.busy.release()
        assert SlowProcess.may_end.wait(20)
        return Extraction(())

    def __exit__(self, *_: Any) -> None: ...


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[SlowProcess]:
    SlowProcess.made, SlowProcess.may_end = [], threading.Event()
    SlowProcess.busy = threading.Semaphore(0)
    monkeypatch.setattr(module, "ExtractionProcess", SlowProcess)
    return SlowProcess


def ask_in_background(pool: ExtractionPool, slow: type[SlowProcess]) -> threading.Thread:
    thread = threading.Thread(target=pool.ask, args=(Extract(()), Extraction, 1.0))
    thread.start()
    assert slow.busy.acquire(timeout=20)
    return thread


def test_a_second_child_starts_when_the_first_is_busy(slow: type[SlowProcess]) -> None:
    with ExtractionPool(2, 1) as pool:
        pool.start()
        one = ask_in_background(pool, slow)
        assert [each.is_started for each in slow.made] == [True, False]
        two = ask_in_background(pool, slow)
        assert [each.is_started for each in slow.made] == [True, True]
        slow.may_end.set()
        one.join(20)
        two.join(20)


def test_who_waits_too_long_is_told_that_nobody_is_free(slow: type[SlowProcess]) -> None:
    with ExtractionPool(1, 1, wait_seconds=0.01) as pool:
        thread = ask_in_background(pool, slow)
        with pytest.raises(NoProcessFree):
            pool.ask(Extract(()), Extraction, 1.0)
        slow.may_end.set()
        thread.join(20)
        assert pool.ask(Extract(()), Extraction, 1.0) == Extraction(())


def test_a_task_has_a_ceiling_whatever_its_pages() -> None:
    assert (
        seconds_for(0)
        == SECONDS
        < seconds_for(10)
        < seconds_for(10_000)
        == seconds_for(10**6)
        == MOST_SECONDS
    )

"""The child in which papers are extracted from: limits hold, and a death costs one task."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from domain.document import FileState, Page, SourceFile, Word
from domain.errors import ReaderCrashed, ReaderError, ReaderTimedOut
from domain.field import Document, Extraction
from domain.geometry import Box
from workers.extraction_process import child
from workers.extraction_process.process import ExtractionProcess
from workers.extraction_process.protocol import Extract, Reconcile, TaskFailed, TaskOrder, carry_out

GIGABYTE = 1024**3


@pytest.fixture(scope="module")
def process() -> Iterator[Any]:
    with ExtractionProcess(GIGABYTE) as process:
        process.start()
        yield process


def paper(words: int) -> SourceFile:
    boxes = (Box(10, 20 * n, 400, 20 * n + 15).polygon() for n in range(words))
    page = Page(
        1,
        1000,
        20 * words + 20,
        200.0,
        tuple(Word(f"里程 {n} 公里", box, "text_layer", 1.0) for n, box in enumerate(boxes)),
    )
    return SourceFile("a" * 64, "a.pdf", 1, "application/pdf", FileState.READ, (page,))


def test_it_says_what_the_rooms_say(process: Any) -> None:
    task = Extract((paper(20),))
    extraction = process.ask(task, Extraction, 60)
    assert extraction == carry_out(task)
    assert process.ask(Reconcile(extraction, ()), tuple[Document, ...], 60) == carry_out(
        Reconcile(extraction, ())
    )


def test_a_task_over_its_time_is_ended_and_the_next_one_goes_well(process: Any) -> None:
    with pytest.raises(ReaderTimedOut, match="longer than"):
        process.ask(Extract((paper(3_000),)), Extraction, 0.01)
    assert process.ask(Extract(()), Extraction, 60) == Extraction(())


def test_a_child_that_dies_costs_one_task(process: Any) -> None:
    process.start()
    child = process._child
    killer = threading.Timer(0.05, os.kill, (child.pid, signal.SIGKILL))
    killer.start()
    with pytest.raises(ReaderCrashed):
        for _ in range(1_000):
            process.ask(Extract((paper(500),)), Extraction, 60)
    killer.join()
    assert process.ask(Extract(()), Extraction, 60) == Extraction(())


def test_what_a_room_raises_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> Any:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(child, "carry_out", broken)
    order = TaskOrder(Extract(()), 1.0, GIGABYTE)
    assert child._serve(order) == TaskFailed(False, "KeyError: 'a fault of ours'")


def test_memory_is_limited() -> None:
    with ExtractionProcess(1024) as small, pytest.raises(ReaderError):
        small.ask(Extract((paper(20_000),)), Extraction, 60)


def test_nothing_is_asked_after_the_end() -> None:
    with ExtractionProcess(GIGABYTE) as process:
        pass
    with pytest.raises(ReaderCrashed, match="stopped"):
        process.ask(Extract(()), Extraction, 60)

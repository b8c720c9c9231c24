"""The child in which papers are thought about: limits hold, and a death costs one task."""

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
from workers.extraction_process.process import Thinker
from workers.extraction_process.protocol import Extract, Order, Reconcile, Stumble, think

GIGABYTE = 1024**3


@pytest.fixture(scope="module")
def thinker() -> Iterator[Any]:
    with Thinker(GIGABYTE) as thinker:
        thinker.start()
        yield thinker


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


def test_it_says_what_the_rooms_say(thinker: Any) -> None:
    task = Extract((paper(20),))
    extraction = thinker.ask(task, Extraction, 60)
    assert extraction == think(task)
    assert thinker.ask(Reconcile(extraction, ()), tuple[Document, ...], 60) == think(
        Reconcile(extraction, ())
    )


def test_a_task_over_its_time_is_ended_and_the_next_one_goes_well(thinker: Any) -> None:
    with pytest.raises(ReaderTimedOut, match="longer than"):
        thinker.ask(Extract((paper(3_000),)), Extraction, 0.01)
    assert thinker.ask(Extract(()), Extraction, 60) == Extraction(())


def test_a_child_that_dies_costs_one_task(thinker: Any) -> None:
    thinker.start()
    child = thinker._child
    killer = threading.Timer(0.05, os.kill, (child.pid, signal.SIGKILL))
    killer.start()
    with pytest.raises(ReaderCrashed):
        for _ in range(1_000):
            thinker.ask(Extract((paper(500),)), Extraction, 60)
    killer.join()
    assert thinker.ask(Extract(()), Extraction, 60) == Extraction(())


def test_what_a_room_raises_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> Any:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(child, "think", broken)
    order = Order(Extract(()), 1.0, GIGABYTE)
    assert child._serve(order) == Stumble(False, "KeyError: 'a fault of ours'")


def test_memory_is_limited() -> None:
    with Thinker(1024) as small, pytest.raises(ReaderError):
        small.ask(Extract((paper(20_000),)), Extraction, 60)


def test_nothing_is_asked_after_the_end() -> None:
    with Thinker(GIGABYTE) as thinker:
        pass
    with pytest.raises(ReaderCrashed, match="stopped"):
        thinker.ask(Extract(()), Extraction, 60)

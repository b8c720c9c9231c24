from __future__ import annotations

import sys

import pytest

from app.terminal.progress import progress_on, sentence
from workers.events import Event, EventKind


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_event_has_words(kind: EventKind, lang: str) -> None:
    assert sentence(Event(1, "b", kind), lang)


def test_trouble_is_always_told_and_repetition_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_on("name\x1b[2J", "en") as on_event:
        for number in range(5):
            on_event(Event(number, "b", EventKind.PAGE_READ, "a.pdf", number + 1, number + 1, 5))
        for number in range(2):
            on_event(Event(number + 9, "b", EventKind.TROUBLE, "a.pdf", message="the reader died"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[1].endswith("the reader died")
    assert all("\x1b" not in line for line in lines)


def test_on_a_terminal_a_bar_is_drawn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_on("[red]name", "en") as on_event:
        on_event(Event(1, "b", EventKind.PAGE_READ, "a.pdf", 1, 1, 2))
        on_event(Event(2, "b", EventKind.TROUBLE, "a.pdf", message="the reader died"))
    said = capsys.readouterr().err
    assert "[red]name" in said and "the reader died" in said

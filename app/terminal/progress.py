"""Tells a person who waits how far the work is: a bar on a terminal, plain lines elsewhere. Always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.values import Bilingual
from web.visible import visible
from workers.events import Event, EventKind

OnEvent = Callable[[Event], None]

_STEPS: dict[EventKind, Bilingual] = {
    EventKind.SUBMITTED: Bilingual("已提交", "submitted"),
    EventKind.FILE_INSPECTED: Bilingual("检查文件", "inspecting files"),
    EventKind.PAGE_READ: Bilingual("读取页面", "reading pages"),
    EventKind.COLLECTED: Bilingual("提取字段", "taking fields"),
    EventKind.EXTRACTED: Bilingual("第二次识别", "second reading"),
    EventKind.READ_AGAIN: Bilingual("比较两次识别", "comparing readings"),
    EventKind.RECONCILED: Bilingual("核验", "verifying"),
    EventKind.VERIFIED: Bilingual("完成", "done"),
    EventKind.FILE_ADDED: Bilingual("已添加文件", "file added"),
    EventKind.FILE_REMOVED: Bilingual("已移除文件", "file removed"),
    EventKind.RECOGNISED: Bilingual("已识别单证", "papers recognised"),
    EventKind.STATE_CHANGED: Bilingual("状态已变更", "state changed"),
    EventKind.TROUBLE: Bilingual("出现问题", "trouble"),
}
"""what goes on after the event"""
_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_on(name: str, lang: str) -> Iterator[OnEvent]:
    """A listener for the events of the bundle called ``name``."""
    if sys.stderr.isatty():
        with _bar(visible(name), lang) as on_event:
            yield on_event
    else:
        yield _Lines(visible(name), lang)


class _Lines:
    """A line for each new step, and every few seconds while pages are read; trouble is always told."""

    def __init__(self, name: str, lang: str) -> None:
        self._name = name
        self._lang = lang
        self._last_kind: EventKind | None = None
        self._last_time = 0.0

    def __call__(self, event: Event) -> None:
        now = time.monotonic()
        is_new = event.kind is not self._last_kind
        is_due = now - self._last_time >= _SECONDS_BETWEEN_LINES
        if is_new or is_due or event.kind is EventKind.TROUBLE:
            print(f"[{self._name}] {sentence(event, self._lang)}", file=sys.stderr, flush=True)
            self._last_kind, self._last_time = event.kind, now


@contextmanager
def _bar(name: str, lang: str) -> Iterator[OnEvent]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(escape(name), total=None)

        def on_event(event: Event) -> None:
            text = escape(f"{name}: {sentence(event, lang, with_count=False)}")
            progress.update(task, description=text, completed=event.done, total=event.total or None)
            if event.kind is EventKind.TROUBLE:
                console.print(text)

        yield on_event


def sentence(event: Event, lang: str, with_count: bool = True) -> str:
    """One event in words: the step, how far, the file, the reason of a trouble."""
    parts = [_STEPS[event.kind].say(lang)]
    if with_count and event.total:
        parts.append(f"{event.done}/{event.total}")
    if event.name and event.kind is not EventKind.VERIFIED:
        parts.append(visible(event.name) + (f" #{event.page}" if event.page else ""))
    if event.message:
        parts.append(visible(event.message))
    return " ".join(parts)

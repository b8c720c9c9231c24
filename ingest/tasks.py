"""What a reader child does with a task. The pool can be given another module with the same two functions."""

from __future__ import annotations

from collections.abc import Callable

from domain.reading import Inspection, Limits, Member, PageReading
from ingest.confinement import limit_memory
from ingest.inspection import inspect
from ingest.page import read_page
from ingest.protocol import Answers, Inspect, ReadAgain, ReadPage, Task


def prepare(task: Task) -> None:
    """Set the memory limit for the task."""
    limits = Limits() if isinstance(task, ReadAgain) else task.limits
    limit_memory(limits.memory_bytes)


def run(task: Task, take: Callable[[Member], None]) -> Inspection | PageReading | Answers:
    """The result of a task; the files of an archive are given to ``take`` before."""
    if isinstance(task, Inspect):
        return inspect(task.name, task.content, task.limits, take)
    if isinstance(task, ReadPage):
        return read_page(task.name, task.content, task.number, task.limits)
    from ingest.paint_reading import look_at_paint
    from ingest.second_reading import read_again

    pictures = {(picture.file, picture.page): picture.content for picture in task.pictures}
    answers = read_again(pictures, task.requests)
    return Answers(answers + look_at_paint(pictures, answers))

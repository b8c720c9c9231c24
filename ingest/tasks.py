"""What a reader child does with a task. The pool can be given another module with the same two functions."""

from __future__ import annotations

from domain.reading import Inspection, PageReading
from ingest.confinement import limit_memory, unlimited_memory
from ingest.inspection import inspect
from ingest.page import read_page
from ingest.protocol import Answers, Inspect, ReadAgain, ReadPage, Task


class _Engine:
    """Whether the models are in memory; they are loaded when the first page must be read by them."""

    is_loaded = False


def prepare(task: Task) -> None:
    """Load what the task needs, free of the memory limit, then limit memory from there."""
    growth = task.limits.memory_bytes if not isinstance(task, ReadAgain) else DEFAULT_GROWTH
    with unlimited_memory():
        if isinstance(task, ReadPage) and not _Engine.is_loaded:
            _load_engine()
            _Engine.is_loaded = True
    limit_memory(growth)


DEFAULT_GROWTH = 3 * 1024 * 1024 * 1024  # bytes; ``Limits.memory_bytes`` where a task carries no limits


def run(task: Task) -> Inspection | PageReading | Answers:
    """The result of a task."""
    if isinstance(task, Inspect):
        return inspect(task.name, task.content, task.limits)
    if isinstance(task, ReadPage):
        return read_page(task.name, task.content, task.number, task.limits)
    from ingest.second_reading import read_again

    pictures = {(picture.file, picture.page): picture.content for picture in task.pictures}
    return Answers(read_again(pictures, task.requests))


def _load_engine() -> None:
    """Read nothing once: that loads the networks."""
    import numpy as np

    from ingest.ocr.engines import main_reader

    blank = np.full((64, 256, 3), 255, np.uint8)
    main_reader().locate(blank)
    main_reader().read_lines([np.ascontiguousarray(blank[:48])])

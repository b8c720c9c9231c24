"""What travels to the child that extracts, and what it does with it. Imported on both sides of the wire.

Words of papers come from strangers too: a text made to send a pattern round in circles must cost one task, not the
worker and its memory. So extraction runs in a child of its own, with limits, as reading does.
"""

from __future__ import annotations

import msgspec

from domain.document import SourceFile
from domain.field import Document, Extraction, ReadAnswer


class Extract(msgspec.Struct, frozen=True, tag="extract"):
    """``extractors.extraction.extract``"""

    files: tuple[SourceFile, ...]


class Reconcile(msgspec.Struct, frozen=True, tag="reconcile"):
    """``extractors.reconcile.reconcile``"""

    extraction: Extraction
    answers: tuple[ReadAnswer, ...]


class TaskOrder(msgspec.Struct, frozen=True):
    """A task with what it may use."""

    task: Extract | Reconcile
    seconds: float
    """wall time"""
    memory_bytes: int
    """how much the child may grow by"""


class TaskDone(msgspec.Struct, frozen=True, tag="thought"):
    """A task that ended well."""

    result: msgspec.Raw


class TaskFailed(msgspec.Struct, frozen=True, tag="stumble"):
    """A task that raised."""

    is_memory: bool
    message: str


def carry_out(task: Extract | Reconcile) -> Extraction | tuple[Document, ...]:
    """The result of a task."""
    if isinstance(task, Extract):
        from extractors.extraction import extract

        return extract(task.files)
    from extractors.reconcile import reconcile

    return reconcile(task.extraction, task.answers)

"""The queues: people who wait, and archives that do not. A lower number goes first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of the broker."""

    name: str
    priority: int


QUEUES = (Queue("interactive", 0), Queue("archive", 10))
NAMES = tuple(queue.name for queue in QUEUES)

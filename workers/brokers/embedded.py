"""Queues in this process's memory: the default, with nothing to install."""

from __future__ import annotations

from dramatiq.brokers.stub import StubBroker

from workers.brokers.contract import WorkBroker


class EmbeddedBroker(StubBroker, WorkBroker):
    """What a killed process held is found again in the ledger."""

    lost_after_seconds = 2.0

    def waiting(self, queue: str) -> int:
        """Messages waiting or being worked on."""
        return sum(held.unfinished_tasks for name, held in self.queues.items() if name.startswith(queue))

    def forget_dead_letters(self) -> None:
        """Empty the dead letters, which would otherwise grow for ever."""
        for letters in self.dead_letters_by_queue.values():
            letters.clear()

    def check(self) -> None:
        """It is always there."""

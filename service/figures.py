"""How much work there is and what this process did: the numbers behind an operator's metrics."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from storage.jobs.figures import Heap
from workers.process.counters import CountersNow
from workers.services import Services

FRESH_SECONDS = 1.0
SHARE = 20  # of the time at most one part is spent on looking, however long the ledger is


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers at one moment; ``seen_at`` in seconds since 1970."""

    heaps: tuple[Heap, ...]
    """jobs queued, running and quarantined"""
    holders: int
    """processes that work on something"""
    unsent: int
    """messages that wait for the broker"""
    seen_at: float


class FigureSource:
    """Looks into the ledger, but not more often than is good for it. Safe to use from many threads."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._found: Figures | None = None
        self._good_until = 0.0

    def ledger(self) -> Figures:
        """What is to be done, at most about a second old. Raises ``StorageError``."""
        with self._lock:
            began = time.monotonic()
            if self._found is None or began >= self._good_until:
                self._found = self._look()
                took = time.monotonic() - began
                self._good_until = began + max(FRESH_SECONDS, SHARE * took)
            return self._found

    def process(self) -> CountersNow:
        """What this process did since it started."""
        return self._services.counters.counts()

    def reader_starts(self) -> int:
        """How many reader processes this process started; more than it has cores means that some were replaced."""
        return getattr(self._services.readers, "starts", 0)

    def _look(self) -> Figures:
        now = self._services.now()
        with self._services.repository.read() as tx:
            return Figures(tx.figures.heaps(), tx.figures.holders(now), tx.figures.unsent(), now)

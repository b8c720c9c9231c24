"""Which jobs the threads of this process hold: only those leases are prolonged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class RunningJobs:
    """A set of job ids with the time each was begun. Safe to use from many threads."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def working_on(self, job_id: str, now: float) -> Iterator[None]:
        """Hold the job while the block runs."""
        with self._lock:
            self._began[job_id] = now
        try:
            yield
        finally:
            with self._lock:
                self._began.pop(job_id, None)

    def began_after(self, time: float) -> frozenset[str]:
        """The jobs held that were begun later than ``time`` (seconds since 1970)."""
        with self._lock:
            return frozenset(job_id for job_id, began in self._began.items() if began > time)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._began

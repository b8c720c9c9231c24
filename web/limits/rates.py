"""How many requests somebody may make: counted in this process alone, because a count must cost nothing.

Log-ins, where it matters that no process forgets, are counted in the database (``identity_commands``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from domain.errors import TooMuch
from domain.values import Bilingual

_MOST_BUCKETS = 10_000
"""kept at a time; the emptiest go first"""


class Rates:
    """Token buckets: each fills at ``limit`` a minute and holds at most so many. Safe to call from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}
        """name -> (tokens left, when that was so)"""

    def has(self, bucket: str, limit: int) -> bool:
        """Count one, and say whether it was still within the limit."""
        return self._take(bucket, limit) >= 1

    def spend(self, bucket: str, limit: int) -> None:
        """Count one request. Raises ``TooMuch`` that says when the next one is welcome."""
        left = self._take(bucket, limit)
        if left < 1:
            raise TooMuch(
                Bilingual(f"每分钟最多 {limit} 次请求", f"at most {limit} requests a minute"),
                retry_after=(1 - left) * 60 / limit,
            )

    def _take(self, bucket: str, limit: int) -> float:
        """How many tokens there were; one is taken if there was one."""
        now, per_second = self._clock(), limit / 60
        with self._lock:
            left, then = self._buckets.pop(bucket, (float(limit), now))
            left = min(float(limit), left + (now - then) * per_second)
            self._buckets[bucket] = (max(0.0, left - 1) if left >= 1 else left, now)
            if len(self._buckets) > _MOST_BUCKETS:
                del self._buckets[next(iter(self._buckets))]  # the one that asked longest ago
        return left

"""How many event streams each account has open, and each organisation."""

from __future__ import annotations

import threading
from collections import Counter

from domain.errors import TooMuch
from domain.values import Bilingual

RETRY_SECONDS = 10.0


class Streams:
    """Counts them; safe to call from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: Counter[str] = Counter()

    def check(self, one: str, limit: int) -> None:
        """Raises ``TooMuch`` when an account or organisation has as many as it may."""
        if self.count(one) >= limit:
            raise TooMuch(
                Bilingual(
                    f"同一账号最多同时打开 {limit} 个进度流",
                    f"an account may follow {limit} bundles at a time",
                ),
                retry_after=RETRY_SECONDS,
            )

    def enter(self, *limits: tuple[str, int]) -> bool:
        """One more for each, unless one of them has as many as it may: many may have been checked at the same moment."""
        with self._lock:
            if any(self._open[one] >= limit for one, limit in limits):
                return False
            self._open.update(one for one, _ in limits)
            return True

    def leave(self, *those: str) -> None:
        """One less for each."""
        with self._lock:
            for one in those:
                self._open[one] -= 1
                if self._open[one] <= 0:
                    del self._open[one]

    def count(self, one: str) -> int:
        """How many it has open."""
        return self._open[one]

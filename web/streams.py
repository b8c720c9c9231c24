"""How many event streams each account has open."""

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

    def check(self, account: str, limit: int) -> None:
        """Raises ``TooMuch`` when the account has as many as it may."""
        if self.count(account) >= limit:
            raise TooMuch(
                Bilingual(
                    f"同一账号最多同时打开 {limit} 个进度流",
                    f"an account may follow {limit} bundles at a time",
                ),
                retry_after=RETRY_SECONDS,
            )

    def enter(self, account: str, limit: int) -> bool:
        """One more, unless the account has as many as it may: many may have been checked at the same moment."""
        with self._lock:
            if self._open[account] >= limit:
                return False
            self._open[account] += 1
            return True

    def leave(self, account: str) -> None:
        """One less."""
        with self._lock:
            self._open[account] -= 1
            if self._open[account] <= 0:
                del self._open[account]

    def count(self, account: str) -> int:
        """How many it has open."""
        return self._open[account]

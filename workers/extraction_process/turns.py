"""Turns at the children that extract: nobody has all of them at a time, however much he hands in."""

from __future__ import annotations

import threading
from collections import Counter

PAUSE_SECONDS = 0.25
"""after which a task that was put off asks again; longer, the more of the same owner were put off before it"""
LONGEST_PAUSE_SECONDS = 10.0


class ExtractionTurns:
    """Counts the tasks of each owner in this process. Safe to call from many threads."""

    def __init__(self, at_a_time: int = 1) -> None:
        self._at_a_time = at_a_time
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()
        self._put_off: Counter[str] = Counter()

    def enter(self, owner: str) -> float:
        """0.0 when a task of that owner may begin, who calls ``leave`` then; else the seconds after which to ask again."""
        with self._lock:
            if self._under_way[owner] < self._at_a_time:
                self._under_way[owner] += 1
                return 0.0
            self._put_off[owner] += 1
            return min(LONGEST_PAUSE_SECONDS, PAUSE_SECONDS * self._put_off[owner])

    def leave(self, owner: str) -> None:
        """A task of that owner has ended; those that were put off may come soon again."""
        with self._lock:
            self._put_off.pop(owner, None)
            self._under_way[owner] -= 1
            if self._under_way[owner] <= 0:
                del self._under_way[owner]

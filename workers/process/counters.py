"""What a process did since it started, as plain numbers for the operator's metrics."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountersNow:
    """A copy of the numbers at one moment."""

    ends: Counter[tuple[str, str]]
    """(step, ``done`` | ``failed`` | ``quarantined``) -> how often"""
    seconds: Mapping[str, float]
    """step -> seconds spent on it in all"""
    verdicts: Counter[str]
    """verdict -> how often"""


class Counters:
    """Counts. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: Counter[tuple[str, str]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._verdicts: Counter[str] = Counter()

    def ended(self, step: str, how: str, seconds: float) -> None:
        """A job ended: ``done``, ``failed`` (is tried again) or ``quarantined``."""
        with self._lock:
            self._ends[step, how] += 1
            self._seconds[step] += max(0.0, seconds)

    def verdict(self, verdict: str) -> None:
        """A paper set was judged."""
        with self._lock:
            self._verdicts[verdict] += 1

    def counts(self) -> CountersNow:
        """The numbers now."""
        with self._lock:
            return CountersNow(Counter(self._ends), dict(self._seconds), Counter(self._verdicts))

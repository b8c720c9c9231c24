"""How long the ledger has been out of reach, so that nobody waits for ever in front of a full disk."""

from __future__ import annotations

import threading
import time

from domain.errors import StorageError


class Outage:
    """Remembers since when nothing could be written. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: float | None = None
        self._error: StorageError | None = None

    def note(self, error: StorageError) -> None:
        """The ledger could not be written."""
        with self._lock:
            self._since = self._since or time.monotonic()
            self._error = error

    def clear(self) -> None:
        """The ledger was written."""
        with self._lock:
            self._since = self._error = None

    def lasting(self, seconds: float) -> StorageError | None:
        """The latest error when nothing could be written for that long; None otherwise."""
        with self._lock:
            is_lasting = self._since is not None and time.monotonic() - self._since >= seconds
            return self._error if is_lasting else None

"""How often a step is tried again, by what went wrong. One table; what is not in it cannot pass by itself."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import (
    ObjectNotFound,
    PartMissing,
    PolicyError,
    ReaderCrashed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    StorageError,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often in all, and how long to wait before the next time (seconds, doubled each time)."""

    tries: int
    pause: float = 0.0
    is_curable: bool = False
    """whether it lies in the machine and not in the paper: tried afresh when the bundle is asked for again"""


TABLE: tuple[tuple[type[Exception], Patience], ...] = (
    (ReaderCrashed, Patience(3)),
    (ReaderTimedOut, Patience(2)),  # each costs its whole time limit
    (ReaderOutOfMemory, Patience(2)),
    (ObjectNotFound, Patience(2, 1.0, is_curable=True)),
    (StorageError, Patience(6, 0.5, is_curable=True)),
    (PartMissing, Patience(1, is_curable=True)),
    (PolicyError, Patience(1, is_curable=True)),
    (OSError, Patience(4, 0.5, is_curable=True)),
    (Exception, Patience(2)),  # a fault of ours: once more, in case memory was short or a disk slow
)


def patience_with(error: Exception) -> Patience:
    """The line of the table for this error; the first that fits."""
    return next(patience for kind, patience in TABLE if isinstance(error, kind))


def pause_before(patience: Patience, failures: int) -> float:
    """Seconds to wait after the ``failures``-th failure (1-based)."""
    return float(patience.pause * 2 ** (failures - 1))

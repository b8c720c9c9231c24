"""How often a step is tried again, by what went wrong. One table; what is not in it cannot pass by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.errors import (
    ObjectNotFound,
    PartMissing,
    PolicyError,
    ReaderCrashed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    StorageError,
)

MAX_PAUSE_SECONDS = 60.0
MAX_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class Patience:
    """How often in all, and how long to wait before the next time (seconds, doubled each time)."""

    tries: int
    pause: float = 0.0
    is_curable: bool = False
    """whether it lies in the machine and not in the paper: tried afresh when the paper set is asked for again"""


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


def patience_with(error: Exception, outage_tries: int = 0) -> Patience:
    """The line of the table for this error; the first that fits.

    A store that is out of reach is tried ``outage_tries`` times, where that is more: nothing is wrong with the paper.
    """
    patience = next(patience for kind, patience in TABLE if isinstance(error, kind))
    is_outage = isinstance(error, StorageError) and not isinstance(error, ObjectNotFound)
    return replace(patience, tries=max(patience.tries, outage_tries)) if is_outage else patience


def pause_before(patience: Patience, failures: int) -> float:
    """Seconds to wait after the ``failures``-th failure (1-based)."""
    return min(MAX_PAUSE_SECONDS, float(patience.pause * 2 ** min(failures - 1, MAX_DOUBLINGS)))

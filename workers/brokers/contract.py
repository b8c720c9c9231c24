"""What the work asks of a message broker. It only says that there may be work; the truth about work is in the ledger.

Of dramatiq's middleware only ``Retries`` is used, with short pauses: they bridge a database that is out of reach, until
it is back. Everything else that goes wrong is the ledger's business. There is no ``TimeLimit``: it cannot interrupt
native code and may strike inside a commit; reader children have their own limits and are killed.
"""

from __future__ import annotations

import dramatiq
from dramatiq.errors import ConnectionClosed
from dramatiq.middleware import Retries

OUTAGE_RETRIES = 20_000
"""while the ledger is out of reach: at the longest pause more than half a day; then the sweeper sends again"""
FAULT_RETRIES = 3
"""of what can only be a fault of ours, outside of any step; the sweeper sends again much later"""
MIN_BACKOFF_MS = 200
MAX_BACKOFF_MS = 3_000


class WorkBroker(dramatiq.Broker):
    """What the work asks of a broker beside carrying messages."""

    lost_after_seconds: float
    """while it holds nothing for a queue, a queued job whose message is older than this was lost"""

    def waiting(self, queue: str) -> int:
        """How many messages it holds for that queue. Raises ``BrokerUnreachable``."""
        raise NotImplementedError

    def forget_dead_letters(self) -> None:
        """Drop what was given up, where the broker does not do so by itself; the ledger has the jobs."""

    def breathe(self) -> None:
        """Called every second or so by the thread that sends: what keeps its connection alive."""

    def check(self) -> None:
        """Raises ``BrokerUnreachable`` when no message could be given to it now."""
        raise NotImplementedError


def lost_connection(error: Exception) -> ConnectionClosed:
    """What dramatiq understands: whatever failed, the connection is to be made anew."""
    return ConnectionClosed(f"{type(error).__name__}: {error}")  # type: ignore[no-untyped-call]


def retries() -> list[dramatiq.Middleware]:
    """The middleware of every broker."""
    return [Retries(retry_when=_is_tried_again, min_backoff=MIN_BACKOFF_MS, max_backoff=MAX_BACKOFF_MS)]


def _is_tried_again(retries: int, error: BaseException) -> bool:
    return retries < (OUTAGE_RETRIES if isinstance(error, dramatiq.Retry) else FAULT_RETRIES)

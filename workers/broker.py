"""The message broker behind a URL. It only says that there may be work; the truth about work is in the ledger.

Of dramatiq's middleware only ``Retries`` is used, with few and short retries: they bridge a database that is out of
reach for a moment. Everything longer is the ledger's business. There is no ``TimeLimit``: it cannot interrupt native
code and may strike inside a commit; reader children have their own limits and are killed.
"""

from __future__ import annotations

import dramatiq
from dramatiq.broker import MessageProxy
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import Retries

from domain.errors import SettingsError

MAX_RETRIES = 5
MIN_BACKOFF_MS = 200
MAX_BACKOFF_MS = 3_000


class EmbeddedBroker(StubBroker):
    """Queues in this process's memory. What a killed process held is found again in the ledger."""

    def is_idle(self) -> bool:
        """Whether no message is waiting or being worked on."""
        return not any(queue.unfinished_tasks for queue in self.queues.values())

    def forget_dead_letters(self) -> tuple[MessageProxy, ...]:
        """Empty the dead letters, which would otherwise grow for ever; the ledger has the jobs."""
        dead = tuple(self.dead_letters)
        for letters in self.dead_letters_by_queue.values():
            letters.clear()
        return dead


def open_broker(url: str = "embedded://") -> EmbeddedBroker:
    """The broker behind a URL; raises ``SettingsError`` for one that is not known."""
    if url != "embedded://":
        raise SettingsError(f"no broker for {url!r}", advice="give embedded://")
    retries: list[dramatiq.Middleware] = [
        Retries(max_retries=MAX_RETRIES, min_backoff=MIN_BACKOFF_MS, max_backoff=MAX_BACKOFF_MS)
    ]
    return EmbeddedBroker(middleware=retries)

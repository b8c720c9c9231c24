"""A broker with its actors and the threads that work for it: one set of a process, replaced whole when a part dies."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import dramatiq

from workers.brokers.opening import open_broker
from workers.maintenance.actors import declare_actors
from workers.operator_log import log_event
from workers.services import Services

IDLE_MS = 100  # how long a thread of dramatiq waits before it looks whether it should stop
DELAYED_AT_MOST = 200  # messages held in memory until their time comes: those that wait for a database


class Consumers:
    """Works on ``queues`` with so many ``threads``; with none it only sends."""

    def __init__(self, services: Services, broker_url: str, threads: int, queues: Collection[str]) -> None:
        # what dramatiq says goes to the log that the command set up, and nowhere of its own accord
        logging.getLogger("dramatiq").addHandler(logging.NullHandler())
        self.broker = open_broker(broker_url)
        self.send = declare_actors(self.broker, services)
        self._worker: dramatiq.Worker | None = None
        if threads:
            self._worker = dramatiq.Worker(
                self.broker, queues=set(queues), worker_timeout=IDLE_MS, worker_threads=threads
            )
            # A message counts as fetched until it is worked off: fewer would leave threads idle, and more would
            # lie in front of those of the other queue, or be kept from another machine that has nothing to do.
            self._worker.queue_prefetch = threads
            self._worker.delay_prefetch = DELAYED_AT_MOST

    def start(self) -> None:
        """Start the threads. They connect by themselves, again and again, whether the broker is there or not."""
        if self._worker is not None:
            self._worker.start()

    def is_whole(self) -> bool:
        """Whether every thread lives: dramatiq's end for good when closing a broken connection fails once more."""
        if self._worker is None:
            return True
        threads = (*self._worker.workers, *self._worker.consumers.values())
        return all(thread.is_alive() for thread in threads)

    def stop(self, grace_seconds: float) -> None:
        """Take nothing more, and wait so long for what runs."""
        if self._worker is not None:
            with _in_a_hurry():
                self._worker.stop(timeout=int(grace_seconds * 1000))

    def close(self) -> None:
        """Close the connections to the broker."""
        with _in_a_hurry():
            self.broker.close()


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """Whatever a broker that is away makes dramatiq stumble over, what this process holds must still be handed back."""
    try:
        yield
    except Exception as error:
        log_event("broker_away_at_the_end", logging.WARNING, error)

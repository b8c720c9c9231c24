"""The thread that gives the outbox to the broker, as soon as the bell rings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection

from domain.errors import BrokerUnreachable, StorageError
from workers.maintenance.consumers import Consumers
from workers.maintenance.sweeper import deliver
from workers.operator_log import log_event
from workers.services import Services

LONGEST_PAUSE = 10.0  # seconds between two tries to reach a broker that is away


class OutboxRelay:
    """Runs until told to stop. What cannot be sent stays in the outbox, which no outage of the broker can harm."""

    def __init__(
        self,
        services: Services,
        consumers: Callable[[], Consumers],
        paper_set_ids: Callable[[], Collection[str] | None],
        queues: Collection[str],
    ) -> None:
        self._services = services
        self._consumers = consumers
        self._paper_set_ids = paper_set_ids
        self._queues = queues
        self._stopping = threading.Event()
        self._pause = 0.0
        self._thread = threading.Thread(target=self._carry, name="outbox_relay", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Have what is due sent once more, then end; wait so long at most."""
        self._stopping.set()
        self._services.bell.set()
        self._thread.join(seconds)

    def _carry(self) -> None:
        while not self._stopping.is_set():
            self._services.bell.wait(self._services.settings.sweep_seconds)
            self._services.bell.clear()
            self._empty()
            self._stopping.wait(self._pause)

    def _empty(self) -> None:
        services, consumers = self._services, self._consumers()
        try:
            consumers.broker.breathe()
            while deliver(services, consumers.send, self._paper_set_ids(), self._queues):
                services.outage.clear()
            if self._pause:
                log_event("broker_back")
            self._pause = 0.0
        except StorageError as error:
            services.outage.note(error)
            log_event("ledger_unreachable", logging.WARNING, reason=str(error))
        except BrokerUnreachable as error:
            if not self._pause:
                log_event("broker_unreachable", logging.WARNING, reason=str(error))
            self._pause = min(LONGEST_PAUSE, max(0.5, 2 * self._pause))
        except (
            Exception
        ) as error:  # a outbox relay that ended would leave everybody waiting, and nobody would know why
            log_event("outbox_relay_failed", logging.ERROR, error)
            self._pause = LONGEST_PAUSE

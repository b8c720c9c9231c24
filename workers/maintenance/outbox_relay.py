"""The thread that gives the outbox to the broker, as soon as the bell rings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection

from domain.errors import BrokerUnreachable, StorageError
from workers.maintenance.consumers import Crew
from workers.maintenance.sweeper import deliver
from workers.operator_log import tell
from workers.services import Services

LONGEST_PAUSE = 10.0  # seconds between two tries to reach a broker that is away


class Postman:
    """Runs until told to stop. What cannot be sent stays in the outbox, which no outage of the broker can harm."""

    def __init__(
        self,
        services: Services,
        crew: Callable[[], Crew],
        paper_set_ids: Callable[[], Collection[str] | None],
        queues: Collection[str],
    ) -> None:
        self._services = services
        self._crew = crew
        self._paper_set_ids = paper_set_ids
        self._queues = queues
        self._stopping = threading.Event()
        self._pause = 0.0
        self._thread = threading.Thread(target=self._carry, name="postman", daemon=True)

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
        services, crew = self._services, self._crew()
        try:
            crew.broker.breathe()
            while deliver(services, crew.send, self._paper_set_ids(), self._queues):
                services.trouble.clear()
            if self._pause:
                tell("broker_back")
            self._pause = 0.0
        except StorageError as error:
            services.trouble.note(error)
            tell("ledger_unreachable", logging.WARNING, reason=str(error))
        except BrokerUnreachable as error:
            if not self._pause:
                tell("broker_unreachable", logging.WARNING, reason=str(error))
            self._pause = min(LONGEST_PAUSE, max(0.5, 2 * self._pause))
        except (
            Exception
        ) as error:  # a postman that ended would leave everybody waiting, and nobody would know why
            tell("postman_stumbled", logging.ERROR, error)
            self._pause = LONGEST_PAUSE

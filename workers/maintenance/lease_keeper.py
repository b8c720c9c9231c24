"""The thread that keeps the ledger true: prolongs leases, takes back what the dead held, finds lost messages.

It has a thread of its own, so that a broker that hangs lets no lease lapse.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection

from domain.errors import BrokerUnreachable, StorageError
from workers.maintenance.consumers import Consumers
from workers.maintenance.sweeper import prolong, send_again_what_was_lost, take_back
from workers.operator_log import log_event
from workers.services import Services


class LeaseKeeper:
    """Runs until told to stop; ``mend`` is called when a thread of the consumers has died."""

    def __init__(
        self,
        services: Services,
        consumers: Callable[[], Consumers],
        mend: Callable[[], None],
        paper_set_ids: Callable[[], Collection[str] | None],
        queues: Collection[str],
    ) -> None:
        self._services = services
        self._consumers = consumers
        self._mend = mend
        self._paper_set_ids = paper_set_ids
        self._queues = queues
        self._stopping = threading.Event()
        self._leases = threading.Thread(target=self._keep_leases, name="leases", daemon=True)
        self._sweeps = threading.Thread(target=self._keep_sweeping, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._leases.start()
        self._sweeps.start()

    def stop(self, seconds: float) -> None:
        """End; wait so long at most."""
        self._stopping.set()
        self._leases.join(seconds)
        self._sweeps.join(seconds)

    def _keep_leases(self) -> None:
        while not self._stopping.wait(self._services.settings.lease_seconds / 4):
            self._guarded(lambda: prolong(self._services))

    def _keep_sweeping(self) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            began = time.monotonic()
            self._guarded(self._sweep)
            # on a ledger so long that a look takes its time, looks are rarer
            pause = max(self._services.settings.sweep_seconds, 5 * (time.monotonic() - began))

    def _sweep(self) -> None:
        consumers = self._consumers()
        if not consumers.is_whole():
            self._mend()
            return
        if taken := take_back(self._services):
            log_event("jobs_taken_back", logging.WARNING, count=taken)
        for queue in self._queues:
            sent = send_again_what_was_lost(self._services, consumers.broker, queue, self._paper_set_ids())
            if sent:
                log_event("messages_sent_again", logging.WARNING, queue=queue, count=sent)
                self._services.bell.set()
        consumers.broker.forget_dead_letters()

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except StorageError as error:
            self._services.outage.note(error)
            log_event("ledger_unreachable", logging.WARNING, reason=str(error))
        except BrokerUnreachable as error:
            log_event("broker_unreachable", logging.WARNING, reason=str(error))
        except Exception as error:  # a lease keeper that ended would let every lease lapse
            log_event("lease_keeper_failed", logging.ERROR, error)

"""The working half of a process: broker, worker threads, and the threads that carry messages and keep the ledger true."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.errors import LeaseLost, StorageError
from workers.brokers.queues import NAMES
from workers.brokers.url import EMBEDDED
from workers.operator_log import log_event
from workers.services import Services

if TYPE_CHECKING:
    from workers.maintenance.consumers import Consumers
    from workers.maintenance.lease_keeper import LeaseKeeper
    from workers.maintenance.outbox_relay import OutboxRelay


class Runtime:
    """Context manager; ``start`` is called by ``commands.wait`` when there is work, or by a server at once.

    With ``everything`` it works on all that is in the ledger, as a server does; without, only on the paper sets that it was
    told to care for, so that a command does not begin with what others left behind. With no ``threads`` it only gives
    messages to the broker: others work.
    """

    def __init__(
        self,
        services: Services,
        *,
        threads: int | None = None,
        everything: bool = False,
        grace_seconds: float = 2.0,
        broker_url: str = EMBEDDED,
        queues: Collection[str] = NAMES,
    ) -> None:
        self._services = services
        self._threads = services.thread_count if threads is None else threads
        self._paper_set_ids: frozenset[str] | None = None if everything else frozenset()
        self._grace_seconds = grace_seconds
        self._broker_url = broker_url
        self._queues = tuple(queues)
        self._lock = threading.Lock()
        self._is_stopped = False
        self._consumers: Consumers | None = None
        self._outbox_relay: OutboxRelay | None = None
        self._lease_keeper: LeaseKeeper | None = None

    def care_for(self, paper_set_id: str) -> None:
        """Work on this paper set too."""
        if self._paper_set_ids is not None:
            self._paper_set_ids = self._paper_set_ids | {paper_set_id}
        self._services.bell.set()

    def start(self) -> None:
        """Start broker, threads and outbox relay; a second call does nothing. Raises ``SettingsError`` for a bad address."""
        if self._consumers is not None:
            return
        from workers.maintenance.lease_keeper import LeaseKeeper
        from workers.maintenance.outbox_relay import OutboxRelay

        self._consumers = self._new_consumers()
        self._consumers.start()
        # a process that only sends may leave what is for any queue to the broker; one that works for some must not
        # take the messages of the others into its own memory
        queues = self._queues if self._threads else NAMES
        self._outbox_relay = OutboxRelay(self._services, self._present_consumers, self._cared_for, queues)
        self._outbox_relay.start()
        if self._paper_set_ids is None:
            self._take_over()
        if self._threads:
            self._lease_keeper = LeaseKeeper(
                self._services, self._present_consumers, self._replace_consumers, self._cared_for, queues
            )
            self._lease_keeper.start()

    def _take_over(self) -> None:
        """Once, at the start: what an older program had begun; asked again and again, two versions would never agree."""
        from workers.maintenance.upgrading import take_over

        try:
            if taken := take_over(self._services):
                log_event("bundles_taken_over", count=taken)
        except StorageError as error:
            log_event("ledger_unreachable", logging.WARNING, reason=str(error))

    def stop(self) -> None:
        """Stop: what runs is finished within the time of grace, or handed back."""
        if self._consumers is None or self._outbox_relay is None:
            return
        with self._lock:
            self._is_stopped = True
            consumers = self._consumers
        consumers.stop(self._grace_seconds)  # leases are prolonged meanwhile
        self._hand_back()
        self._outbox_relay.stop(self._grace_seconds)
        if self._lease_keeper is not None:
            self._lease_keeper.stop(self._grace_seconds)
        consumers.close()

    def _new_consumers(self) -> Consumers:
        from workers.maintenance.consumers import Consumers

        return Consumers(self._services, self._broker_url, self._threads, self._queues)

    def _present_consumers(self) -> Consumers:
        assert self._consumers is not None
        return self._consumers

    def _cared_for(self) -> Collection[str] | None:
        return self._paper_set_ids

    def _replace_consumers(self) -> None:
        """A new broker and new threads in the place of those of which some died."""
        with self._lock:
            if self._is_stopped or self._consumers is None:
                return
            log_event("consumers_replaced", logging.ERROR)
            old, self._consumers = self._consumers, self._new_consumers()
            self._consumers.start()
        old.stop(self._grace_seconds)
        old.close()

    def _hand_back(self) -> None:
        services = self._services
        for job_id in services.running_jobs.began_after(0.0):
            try:
                with services.repository.write() as tx:
                    job = tx.jobs.get(job_id)
                    if job is not None and job.owner == str(services.owner):
                        tx.jobs.hand_back(job, services.now())
                        tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))
                        log_event(
                            "job_handed_back", job_id=job_id, step=job.step, paper_set_id=job.paper_set_id
                        )
            except LeaseLost:
                continue  # it ended meanwhile
            except StorageError as error:
                log_event("job_not_handed_back", logging.WARNING, job_id=job_id, reason=str(error))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

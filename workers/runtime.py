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
from workers.operator_log import tell
from workers.services import Services

if TYPE_CHECKING:
    from workers.maintenance.consumers import Crew
    from workers.maintenance.lease_keeper import Keeper
    from workers.maintenance.outbox_relay import Postman


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
        self._crew: Crew | None = None
        self._postman: Postman | None = None
        self._keeper: Keeper | None = None

    def care_for(self, paper_set_id: str) -> None:
        """Work on this paper set too."""
        if self._paper_set_ids is not None:
            self._paper_set_ids = self._paper_set_ids | {paper_set_id}
        self._services.bell.set()

    def start(self) -> None:
        """Start broker, threads and postman; a second call does nothing. Raises ``SettingsError`` for a bad address."""
        if self._crew is not None:
            return
        from workers.maintenance.lease_keeper import Keeper
        from workers.maintenance.outbox_relay import Postman

        self._crew = self._new_crew()
        self._crew.start()
        # a process that only sends may leave what is for any queue to the broker; one that works for some must not
        # take the messages of the others into its own memory
        queues = self._queues if self._threads else NAMES
        self._postman = Postman(self._services, self._present_crew, self._cared_for, queues)
        self._postman.start()
        if self._paper_set_ids is None:
            self._take_over()
        if self._threads:
            self._keeper = Keeper(
                self._services, self._present_crew, self._replace_crew, self._cared_for, queues
            )
            self._keeper.start()

    def _take_over(self) -> None:
        """Once, at the start: what an older program had begun; asked again and again, two versions would never agree."""
        from workers.maintenance.upgrading import take_over

        try:
            if taken := take_over(self._services):
                tell("bundles_taken_over", count=taken)
        except StorageError as error:
            tell("ledger_unreachable", logging.WARNING, reason=str(error))

    def stop(self) -> None:
        """Stop: what runs is finished within the time of grace, or handed back."""
        if self._crew is None or self._postman is None:
            return
        with self._lock:
            self._is_stopped = True
            crew = self._crew
        crew.stop(self._grace_seconds)  # leases are prolonged meanwhile
        self._hand_back()
        self._postman.stop(self._grace_seconds)
        if self._keeper is not None:
            self._keeper.stop(self._grace_seconds)
        crew.close()

    def _new_crew(self) -> Crew:
        from workers.maintenance.consumers import Crew

        return Crew(self._services, self._broker_url, self._threads, self._queues)

    def _present_crew(self) -> Crew:
        assert self._crew is not None
        return self._crew

    def _cared_for(self) -> Collection[str] | None:
        return self._paper_set_ids

    def _replace_crew(self) -> None:
        """A new broker and new threads in the place of those of which some died."""
        with self._lock:
            if self._is_stopped or self._crew is None:
                return
            tell("crew_replaced", logging.ERROR)
            old, self._crew = self._crew, self._new_crew()
            self._crew.start()
        old.stop(self._grace_seconds)
        old.close()

    def _hand_back(self) -> None:
        services = self._services
        for job_id in services.held.began_after(0.0):
            try:
                with services.repository.write() as tx:
                    job = tx.jobs.get(job_id)
                    if job is not None and job.owner == str(services.owner):
                        tx.jobs.hand_back(job, services.now())
                        tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))
                        tell("job_handed_back", job_id=job_id, step=job.step, paper_set_id=job.paper_set_id)
            except LeaseLost:
                continue  # it ended meanwhile
            except StorageError as error:
                tell("job_not_handed_back", logging.WARNING, job_id=job_id, reason=str(error))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

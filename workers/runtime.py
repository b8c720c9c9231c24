"""The embedded runtime: in-process broker, worker threads and the postman of one process.

The postman is one thread that gives the outbox to the broker when the bell rings, prolongs leases, takes back what
dead workers held and sends again what was lost.
"""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.errors import LeaseLost, StorageError
from workers.services import Services
from workers.sweeper import deliver, prolong, send_again, take_back

if TYPE_CHECKING:
    import dramatiq

    from workers.actors import Send
    from workers.broker import EmbeddedBroker

IDLE_MS = 100  # how long a thread of dramatiq waits before it looks whether it should stop
IDLE_RESEND_SECONDS = 2.0
"""while the broker holds nothing, a queued job older than this can only have been lost"""
_log = logging.getLogger(__name__)


class Runtime:
    """Context manager; ``start`` is called by ``commands.wait`` when there is work, or by a server at once.

    With ``everything`` it works on all that is in the ledger, as a server does; without, only on the bundles that it was
    told to care for, so that a command does not begin with what others left behind.
    """

    def __init__(
        self,
        services: Services,
        *,
        threads: int | None = None,
        everything: bool = False,
        grace_seconds: float = 2.0,
    ) -> None:
        self._services = services
        self._threads = threads or services.thread_count
        self._bundle_ids: set[str] | None = None if everything else set()
        self._grace_seconds = grace_seconds
        self._stopping = threading.Event()
        self._broker: EmbeddedBroker | None = None
        self._worker: dramatiq.Worker | None = None
        self._postman: threading.Thread | None = None

    def care_for(self, bundle_id: str) -> None:
        """Work on this bundle too."""
        if self._bundle_ids is not None:
            self._bundle_ids = self._bundle_ids | {bundle_id}
        self._services.bell.set()

    def start(self) -> None:
        """Start broker, threads and postman; a second call does nothing."""
        if self._postman is not None:
            return
        import dramatiq

        from workers.actors import declare_actors
        from workers.broker import open_broker

        logging.getLogger("dramatiq").addHandler(
            logging.NullHandler()
        )  # not to standard error of its own accord
        self._broker = open_broker()
        send = declare_actors(self._broker, self._services)
        self._worker = dramatiq.Worker(self._broker, worker_timeout=IDLE_MS, worker_threads=self._threads)
        # A message counts as fetched until it is worked off: fewer would leave threads idle, and more would
        # lie in front of those of the other queue.
        self._worker.queue_prefetch = self._threads
        self._worker.start()
        self._postman = threading.Thread(target=self._carry, args=(send,), name="postman", daemon=True)
        self._postman.start()

    def stop(self) -> None:
        """Stop: what runs is finished within the time of grace, or handed back."""
        if self._postman is None or self._worker is None:
            return
        self._stopping.set()
        self._services.bell.set()
        self._postman.join(self._grace_seconds)
        self._worker.stop(timeout=int(self._grace_seconds * 1000))
        self._hand_back()

    def _hand_back(self) -> None:
        services = self._services
        for job_id in services.held.began_after(0.0):
            try:
                with services.repository.write() as tx:
                    job = tx.jobs.get(job_id)
                    if job is not None and job.owner == str(services.owner):
                        tx.jobs.hand_back(job, services.now())
                        tx.outbox.add(job.id, job.queue, services.now(), str(services.owner))
            except LeaseLost:
                continue  # it ended meanwhile
            except StorageError as error:
                _log.warning("job %s could not be handed back: %s", job_id, error)

    def _carry(self, send: Send) -> None:
        """The postman's life: letters whenever the bell rings, a sweep and the leases when their time has come."""
        settings = self._services.settings
        next_sweep = next_prolong = 0.0
        while not self._stopping.is_set():
            now = time.monotonic()
            try:
                if now >= next_prolong:
                    prolong(self._services)
                    next_prolong = now + settings.lease_seconds / 4
                if now >= next_sweep:
                    self._sweep()
                    next_sweep = now + settings.sweep_seconds
                while deliver(self._services, send, self._bundle_ids):
                    self._services.trouble.clear()
            except StorageError as error:
                self._services.trouble.note(error)
                _log.warning("the ledger could not be reached: %s", error)
            self._services.bell.wait(settings.sweep_seconds)
            self._services.bell.clear()

    def _sweep(self) -> None:
        assert self._broker is not None
        services = self._services
        take_back(services)
        patience = IDLE_RESEND_SECONDS if self._broker.is_idle() else services.settings.resend_seconds
        send_again(services, services.now() - patience, self._bundle_ids)
        self._broker.forget_dead_letters()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

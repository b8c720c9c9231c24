"""``tongguan worker``: a process that does the work that others ask for, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from app.bootstrap import services_for
from app.exit_codes import ExitCode
from app.log.logs import start_log
from app.process import set_up_process, tell_of_locks
from app.settings import Settings, load_settings
from app.stopping import on_stop
from domain.errors import UsageError
from workers.brokers.queues import NAMES
from workers.brokers.url import without_secret
from workers.operator_log import log_event
from workers.runtime import Runtime
from workers.services import SERVICE_SETTINGS, Services


def run(queues: str | None, **options: Any) -> ExitCode:
    """Work until SIGTERM or SIGINT; what is not finished in the time of grace is handed back."""
    chosen = queues_of(queues)
    settings = load_settings(**options)
    set_up_process()
    start_log(settings.log_format, settings.log_level)
    tell_of_locks()
    stopped = threading.Event()
    with (
        on_stop(stopped.set),
        services_for(settings, SERVICE_SETTINGS) as services,
        _metrics(services, settings),
        _runtime(services, settings, chosen) as runtime,
    ):
        runtime.start()
        log_event("worker_started", owner=str(services.owner), queues=list(chosen), readers=settings.jobs,
             broker=without_secret(settings.broker_url))  # fmt: skip
        stopped.wait()
        log_event("worker_stopping")
    log_event("worker_stopped")
    return ExitCode.ALL_CLEAR


def queues_of(text: str | None) -> tuple[str, ...]:
    """The queues named, in their order; all when none is. Raises ``UsageError``."""
    named = [name.strip() for name in (text or "").split(",") if name.strip()]
    unknown: Sequence[str] = [name for name in named if name not in NAMES]
    if unknown:
        raise UsageError(f"There is no queue {', '.join(unknown)}", advice=f"Queues are: {', '.join(NAMES)}.")
    return tuple(name for name in NAMES if name in named) if named else NAMES


def _runtime(services: Services, settings: Settings, queues: Sequence[str]) -> Runtime:
    return Runtime(
        services,
        everything=True,
        broker_url=settings.broker_url,
        queues=queues,
        grace_seconds=settings.stop_seconds,
    )


@contextmanager
def _metrics(services: Services, settings: Settings) -> Iterator[None]:
    if not settings.worker_metrics_port:
        yield
        return
    from web.operators.metrics import show_metrics

    with show_metrics(services, settings.host, settings.worker_metrics_port):
        yield

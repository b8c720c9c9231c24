"""``/metrics``: what an operator's Prometheus asks for. Figures of the ledger are those of the whole service, counts are
those of the process that is asked.

For operators only: answered to callers on this machine, or to whoever shows the token. A request that a proxy passed on
does not come from this machine, whatever its sender's address is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIServer

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Histogram, generate_latest, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from domain.errors import StorageError
from service.figures import Figures, FigureSource
from web.operators.access import may_see
from workers.services import Services

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0, 60.0)
"""seconds; 0.1 and 0.2 are what the service promises for answers and uploads"""


class Metrics:
    """The metrics of one process."""

    def __init__(self, services: Services) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_WorkCollector(FigureSource(services)))
        self._requests = Histogram(
            "tongguan_http_request_seconds",
            "Time from a request's first byte to its answer's last",
            ("method", "route", "status"),
            buckets=BUCKETS,
            registry=self.registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note a request; ``route`` is the template, never an address with ids in it."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def page(self) -> bytes:
        """All metrics as Prometheus reads them."""
        return generate_latest(self.registry)


def metrics_router(metrics: Metrics, token: str) -> APIRouter:
    """The route ``/metrics``; strangers get the same answer as for an address that does not exist."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    def show(request: Request) -> Response:
        if not may_see(request, token):
            return Response(status_code=404)
        return Response(metrics.page(), media_type=CONTENT_TYPE)

    return router


@contextmanager
def show_metrics(services: Services, host: str, port: int) -> Iterator[WSGIServer]:
    """Serve a worker's metrics on a port of their own while the block runs. Raises ``OSError`` when it is taken."""
    server, thread = start_http_server(port, host, registry=Metrics(services).registry)
    try:
        yield server
    finally:
        _shut(server, thread)


def _shut(server: WSGIServer, thread: threading.Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join(5)


class _WorkCollector(Collector):
    """Asks ledger and tally when it is asked."""

    def __init__(self, source: FigureSource) -> None:
        self._source = source

    def describe(self) -> Iterator[Metric]:
        """Nothing ahead of time: asking the ledger at the start would be too early."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Every family with its present numbers."""
        yield from self._of_this_process()
        try:
            found = self._source.ledger()
        except StorageError:
            yield GaugeMetricFamily("tongguan_ledger_up", "Whether the ledger can be read", 0)
            return
        yield GaugeMetricFamily("tongguan_ledger_up", "Whether the ledger can be read", 1)
        yield from _of_the_ledger(found)

    def _of_this_process(self) -> Iterator[Metric]:
        counts = self._source.process()
        ends = CounterMetricFamily(
            "tongguan_jobs",
            "Jobs that ended here: done, failed (to be tried again), quarantined",
            labels=("step", "end"),
        )
        for (step, how), count in sorted(counts.ends.items()):
            ends.add_metric((step, how), count)
        yield ends
        seconds = CounterMetricFamily("tongguan_job_seconds", "Time spent on jobs here", labels=("step",))
        for step, spent in sorted(counts.seconds.items()):
            seconds.add_metric((step,), spent)
        yield seconds
        yield CounterMetricFamily("tongguan_pages_read", "Pages read here", counts.ends["read_page", "done"])
        verdicts = CounterMetricFamily("tongguan_verdicts", "Bundles judged here", labels=("verdict",))
        for verdict, count in sorted(counts.verdicts.items()):
            verdicts.add_metric((verdict,), count)
        yield verdicts
        yield CounterMetricFamily(
            "tongguan_reader_starts",
            "Reader processes started here, the first ones included",
            self._source.reader_starts(),
        )


def _of_the_ledger(found: Figures) -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "tongguan_jobs_open", "Jobs queued, running or given up", labels=("state", "queue", "step")
    )
    for heap in found.heaps:
        jobs.add_metric((heap.state, heap.queue, heap.step), heap.count)
    yield jobs
    ages = GaugeMetricFamily(
        "tongguan_oldest_queued_seconds", "Age of the oldest job that nobody works on", labels=("queue",)
    )
    queued = [heap for heap in found.heaps if heap.state == "queued"]
    for queue in sorted({heap.queue for heap in queued}):
        oldest = min(heap.oldest for heap in queued if heap.queue == queue)
        ages.add_metric((queue,), max(0.0, found.seen_at - oldest))
    yield ages
    yield GaugeMetricFamily("tongguan_outbox_messages", "Messages that wait for the broker", found.unsent)
    yield GaugeMetricFamily("tongguan_busy_processes", "Processes that work on something now", found.holders)

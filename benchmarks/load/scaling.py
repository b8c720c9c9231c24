"""One worker process with one reader against two of them, on the same number of scanned pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load.askers import make_keys
from benchmarks.load.client import POLL_SECONDS, Client
from benchmarks.load.measures import Measure
from benchmarks.load.processes import server, worker
from benchmarks.load.scans import scanned_pages

PAGES, WARM_UP = 24, 10
START_SECONDS = 10.0
"""until every worker is there to take its share of the first pages, with which its engines warm up"""


def measure_scaling(
    setup: str, database_url: str, objects_url: str, broker_url: str, log: Path
) -> Iterator[Measure]:
    """Pages a second of one and of two workers, engines warm, and how many times more two do."""
    keys = make_keys(database_url, objects_url, is_filled=False)
    settings = {
        "TONGGUAN_DATABASE_URL": database_url,
        "TONGGUAN_OBJECTS_URL": objects_url,
        "TONGGUAN_BROKER_URL": broker_url,
        "TONGGUAN_JOBS": "1",
    }
    speeds = []
    with server(settings, log, "--no-workers") as started, Client(started.url, keys.exporter) as client:
        for count in (1, 2):
            speeds.append(_pages_a_second(client, settings, log, count))
            yield Measure("pages a second", f"{setup}, {count} worker(s)", PAGES, "pages/s", speeds[-1])
    yield Measure("two workers against one", setup, PAGES, "times", speeds[1] / speeds[0], ">= 1.8")


def _pages_a_second(client: Client, settings: dict[str, str], log: Path, count: int) -> float:
    pages = scanned_pages(WARM_UP + PAGES, seed=100 + count)
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(worker(settings, log))
        time.sleep(START_SECONDS)
        _read(client, pages[:WARM_UP])
        return PAGES / _read(client, pages[WARM_UP:])


def _read(client: Client, pages: list[tuple[str, bytes]]) -> float:
    bundle = client.create("scaling")
    began = time.perf_counter()
    client.upload(bundle, pages)
    client.submit(
        bundle
    )  # at once: a draft's papers are recognised one by one, which two cores have no room for
    while True:
        progress = client.status(bundle)["progress"]
        if progress["pages_known"] == len(pages) == progress["pages_read"]:
            return time.perf_counter() - began
        time.sleep(POLL_SECONDS)

"""Whether the server's memory stays what it is while it is asked for everything, minute after minute."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load.askers import make_keys
from benchmarks.load.client import Client
from benchmarks.load.measures import Measure
from benchmarks.load.processes import server
from benchmarks.load.scans import scanned_pages

EVERY_SECONDS = 2.0
UPLOADS_OF = 25
"""pages of one bundle before the next is begun"""


def measure_steadiness(
    setup: str, database_url: str, objects_url: str, minutes: float, log: Path
) -> Iterator[Measure]:
    """Memory of the server process (its readers are others) in the second and in the last minute."""
    keys = make_keys(database_url, objects_url, is_filled=False)
    settings = {
        "TONGGUAN_DATABASE_URL": database_url,
        "TONGGUAN_OBJECTS_URL": objects_url,
        "TONGGUAN_JOBS": "1",
    }
    pages = scanned_pages(UPLOADS_OF, seed=7)
    memory: list[tuple[float, float]] = []
    requests = 0
    with server(settings, log) as started, Client(started.url, keys.exporter) as client:
        began = time.monotonic()
        while (elapsed := time.monotonic() - began) < minutes * 60:
            requests += _round(client, pages, requests)
            if not memory or elapsed - memory[-1][0] >= EVERY_SECONDS:
                memory.append((elapsed, started.memory_mb()))
    early = statistics.median(mb for at, mb in memory if 60 <= at < 120 or minutes < 3)
    late = statistics.median(mb for at, mb in memory if at >= memory[-1][0] - 60)
    yield Measure("memory, second minute", setup, requests, "MB", early)
    yield Measure(f"memory, minute {minutes:.0f}", setup, requests, "MB", late)
    yield Measure("growth of memory", setup, requests, "MB", late - early, "flat")


def _round(client: Client, pages: list[tuple[str, bytes]], turn: int) -> int:
    """One bundle filled, looked at and listed; how many requests that took."""
    bundle = client.create(f"steady {turn}")
    for page in pages:
        client.upload(bundle, [page])
        client.get(f"/bundles/{bundle}/files")
        client.get(f"/bundles/{bundle}/status")
        client.get("/bundles?limit=20")
        time.sleep(0.05)
    client.submit(bundle)
    return 4 * len(pages) + 2

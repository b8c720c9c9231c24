"""Uploads while every reader is busy and more work is waiting than they can do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load.askers import make_keys
from benchmarks.load.client import Client
from benchmarks.load.measures import Measure, latencies
from benchmarks.load.processes import server
from benchmarks.load.scans import scanned_pages

BACKLOG, UPLOADS = 60, 150
PAUSE_SECONDS = 0.25
TARGET_MS = 200.0


def measure_uploading(setup: str, database_url: str, objects_url: str, log: Path) -> Iterator[Measure]:
    """Latency of single uploads of a scanned page each; the backlog is longer than the measurement."""
    keys = make_keys(database_url, objects_url, is_filled=False)
    settings = {
        "TONGGUAN_DATABASE_URL": database_url,
        "TONGGUAN_OBJECTS_URL": objects_url,
        "TONGGUAN_JOBS": "2",
    }
    pages = scanned_pages(BACKLOG + UPLOADS, seed=1)
    with server(settings, log) as started, Client(started.url, keys.exporter) as client:
        busy = client.create("backlog")
        for start in range(0, BACKLOG, 10):
            client.upload(busy, pages[start : start + 10])
        client.submit(busy)
        _wait_until_reading(client, busy)
        waiting = client.create("uploads")
        seconds, looks = [], []
        for page in pages[BACKLOG:]:
            client.upload(waiting, [page])
            seconds.append(client.seconds)
            client.status(busy)
            looks.append(client.seconds)
            time.sleep(PAUSE_SECONDS)
        left = client.status(busy)
        yield from latencies("upload, workers saturated", setup, seconds, TARGET_MS)
        yield from latencies("status, workers saturated", setup, looks, None)
        progress = left["progress"]
        yield Measure(
            "backlog at the end",
            setup,
            BACKLOG,
            "pages unread",
            progress["pages_known"] - progress["pages_read"],
        )


def _wait_until_reading(client: Client, bundle: str) -> None:
    while not client.status(bundle)["progress"]["pages_read"]:
        time.sleep(0.2)

"""Status, result, lists and searches on a store that is full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.load.askers import make_keys
from benchmarks.load.client import Client
from benchmarks.load.fill import sample
from benchmarks.load.measures import Measure, latencies
from benchmarks.load.processes import server
from benchmarks.load.rows import bundle_id, numbers_of

REQUESTS = 300
WARM_UP = 5
TARGET_MS = 100.0


def measure_looking(
    setup: str, database_url: str, objects_url: str, count: int, log: Path
) -> Iterator[Measure]:
    """Latencies of each kind of request, one after another over one connection, bundles in random order."""
    keys = make_keys(database_url, objects_url, is_filled=True)
    settings = {"TONGGUAN_DATABASE_URL": database_url, "TONGGUAN_OBJECTS_URL": objects_url}
    numbers = sample(count, max(1, count // (6 * REQUESTS)))
    with server(settings, log, "--no-workers") as started:
        with Client(started.url, keys.office) as client:
            for case, path, target in _requests():
                chosen = [numbers[index % len(numbers)] for index in range(REQUESTS + WARM_UP)]
                seconds = []
                for number in chosen:
                    client.get(path(number))
                    seconds.append(client.seconds)
                yield from latencies(case, setup, seconds[WARM_UP:], target)
        with Client(started.url, keys.exporter) as client:
            seconds = []
            for _ in range(REQUESTS):
                client.get("/bundles?limit=50")
                seconds.append(client.seconds)
            yield from latencies("own list, 50 of it", setup, seconds[WARM_UP:], None)
        yield Measure("server after looking", setup, 1, "memory MB", started.memory_mb())


def _requests() -> tuple[tuple[str, Callable[[int], str], float | None], ...]:
    return (
        ("status", lambda number: f"/bundles/{bundle_id(number)}/status", TARGET_MS),
        ("result", lambda number: f"/bundles/{bundle_id(number)}/result", TARGET_MS),
        ("bundle", lambda number: f"/bundles/{bundle_id(number)}", TARGET_MS),
        ("search by VIN", lambda number: f"/bundles?vin={numbers_of(number).vin}", None),
        (
            "search by invoice",
            lambda number: f"/bundles?invoice_number={numbers_of(number).invoices[0]}",
            None,
        ),
        ("search by plate", lambda number: f"/bundles?plate={numbers_of(number).plate}", None),
        ("list of refused, 50 of it", lambda _: "/bundles?verdict=refuse&limit=50", None),
        ("newest of all, 50 of it", lambda _: "/bundles?limit=50", None),
    )

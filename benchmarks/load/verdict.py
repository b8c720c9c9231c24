"""From handing in to the verdict: a bundle of 12 scanned pages on an idle machine, beside the mere reading of them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.load.askers import make_keys
from benchmarks.load.client import Client
from benchmarks.load.measures import Measure
from benchmarks.load.processes import server
from benchmarks.load.scans import scanned_pages
from domain.document import FileState, SourceFile
from domain.field import ReadRequest
from domain.reading import Limits, PageReading
from extractors.extraction import extract
from ingest.pool import ReaderPool
from workers.steps.read_again import groups_of

PAGES, READERS = 12, 2
TURNS = 3
Pictures = dict[tuple[str, int], bytes]
"""(hash of the file, page) -> picture of the page"""


def measure_verdict(setup: str, database_url: str, objects_url: str, log: Path) -> Iterator[Measure]:
    """Seconds from the upload's begin to the verdict, and of the reading alone; readers are warm in both."""
    keys = make_keys(database_url, objects_url, is_filled=False)
    settings = {
        "TONGGUAN_DATABASE_URL": database_url,
        "TONGGUAN_OBJECTS_URL": objects_url,
        "TONGGUAN_JOBS": str(READERS),
    }
    turns = [scanned_pages(PAGES, seed=turn) for turn in range(10, 11 + TURNS)]
    reading = min(_reading_alone(turns))
    yield Measure("reading alone", "2 readers", PAGES, "s", reading)
    with server(settings, log) as started, Client(started.url, keys.exporter) as client:
        taken = [_until_verdict(client, pages) for pages in turns][1:]  # the first one waits for the engines
    at_once, checked = min(each[0] for each in taken), min(each[1] for each in taken)
    yield Measure("upload to verdict", setup, PAGES, "s", at_once)
    yield Measure("beyond the reading", setup, PAGES, "s", at_once - reading, "<= 1")
    yield Measure("submit to verdict, draft checked", setup, PAGES, "s", checked)


def _reading_alone(turns: Sequence[Sequence[tuple[str, bytes]]]) -> list[float]:
    """Seconds of everything that readers do for each bundle (inspection, first and second reading), and nothing else."""
    taken = []
    with ReaderPool(READERS, Limits()) as pool, ThreadPoolExecutor(READERS) as threads:
        for pages in turns:
            began = time.perf_counter()
            list(threads.map(lambda page: pool.inspect(page[0], page[1]), pages))
            read = list(threads.map(lambda page: pool.read_page(page[0], page[1], 1), pages))
            seconds = time.perf_counter() - began
            requests, pictures = _second_reading(pages, read)
            began = time.perf_counter()
            groups = groups_of(requests)
            list(threads.map(pool.read_again, [_of(group, pictures) for group in groups], groups))
            taken.append(seconds + time.perf_counter() - began)
    return taken[1:]


def _second_reading(
    pages: Sequence[tuple[str, bytes]], read: Sequence[PageReading]
) -> tuple[tuple[ReadRequest, ...], Pictures]:
    """What is asked of the second reader, and the pictures that it looks at."""
    hashes = [hashlib.sha256(content).hexdigest() for _, content in pages]
    files = tuple(
        SourceFile(sha256, name, len(content), "image/jpeg", FileState.READ, pages=(reading.page,))
        for sha256, (name, content), reading in zip(hashes, pages, read, strict=True)
    )
    pictures = {(sha256, 1): reading.picture for sha256, reading in zip(hashes, read, strict=True)}
    return extract(files).requests, pictures


def _of(group: Sequence[ReadRequest], pictures: Pictures) -> Pictures:
    places = {(request.place.file, request.place.page) for request in group}
    return {place: picture for place, picture in pictures.items() if place in places}


def _until_verdict(client: Client, pages: Sequence[tuple[str, bytes]]) -> tuple[float, float]:
    """Seconds from upload to verdict handed in at once; from submit to verdict of the same papers, checked before."""
    began = time.perf_counter()
    bundle = client.create("verdict")
    client.upload(bundle, pages)
    client.submit(bundle)
    client.follow(bundle, 600)
    at_once = time.perf_counter() - began
    again = client.create("verdict, checked")
    client.upload(again, pages)
    while client.status(again)["progress"]["is_working"]:
        time.sleep(0.1)
    began = time.perf_counter()
    client.submit(again)
    client.follow(again, 600)
    return at_once, time.perf_counter() - began

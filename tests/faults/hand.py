"""A worker process with fake readers and stages, for tests that kill, stop and starve it. Run by path, not imported.

    python hand.py FAKES_PATH ORDER_JSON

The order: ``database``, ``objects``, ``broker`` (addresses), ``folder`` (for the notes), ``threads``, ``queues``, ``pause``
(seconds a reading takes), ``reader_tasks`` (a module in the folder: readings happen in real reader children), ``die_at`` (number of the write transaction after which it kills itself), ``die_of`` (file name
whose reading kills it), ``file_limit`` (bytes that any file may grow to), and settings of ``WorkSettings``. It notes every
reading that ends in ``folder/readings`` and says ``ready`` on standard output.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from app.stopping import on_stop
from domain.reading import Limits
from ingest.pool import ReaderPool
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from storage.repository import Repository, Transaction, open_repository
from workers.runtime import Runtime
from workers.services import Services, WorkSettings


def load_fakes(path: str) -> ModuleType:
    """The module of fakes at that path."""
    spec = importlib.util.spec_from_file_location("workers_fakes", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["workers_fakes"] = module
    spec.loader.exec_module(module)
    return module


def die_after_write(number: int) -> None:
    """Have the process killed when its ``number``-th write transaction is committed."""
    write, lock = Repository.write, threading.Lock()
    left = number

    @contextmanager
    def mortal(self: Repository) -> Iterator[Transaction]:
        nonlocal left
        with write(self) as tx:
            yield tx
        with lock:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    Repository.write = mortal  # type: ignore[method-assign]


def watch_readings(readers: Any, folder: Path, die_of: str) -> None:
    """Note every reading that ends; die of one file."""
    handle = os.open(folder / "readings", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    read_page = readers.read_page

    def watched(name: str, content: bytes, number: int, limits: Any) -> Any:
        if name == die_of:
            os.kill(os.getpid(), signal.SIGKILL)
        reading = read_page(name, content, number, limits)
        os.write(handle, f"{name}#{number}\n".encode())
        return reading

    readers.read_page = watched


def readers_for(fakes: Any, order: dict[str, Any]) -> Any:
    """Fake readers in this process, or real children that do what a module says."""
    if order.get("reader_tasks"):
        limits = Limits(page_seconds=20.0)
        pool: Any = ReaderPool(2, limits, tasks=order["reader_tasks"], python_path=[order["folder"]])
        pool.of = lambda _: pool
        return pool
    readers = fakes.FakeReaders()
    readers.pause = order.get("pause", 0.0)
    return readers


def main() -> None:
    """Work until told to stop."""
    fakes, order = load_fakes(sys.argv[1]), json.loads(sys.argv[2])
    readers = readers_for(fakes, order)
    watch_readings(readers, Path(order["folder"]), order.get("die_of", ""))
    if order.get("file_limit"):
        sys.dont_write_bytecode = True  # or Python would leave half a module in its cache, for everybody
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_limit"], order["file_limit"]))
    if order.get("die_at"):
        die_after_write(order["die_at"])
    services = Services(
        repository=open_repository(order["database"]),
        objects=PatientObjects(open_objects(order["objects"])),
        readers=readers,
        stages=fakes.FakeStages(),
        versions=fakes.VERSIONS,
        settings=WorkSettings(**order.get("settings", {})),
    )
    stopped = threading.Event()
    runtime = Runtime(
        services,
        everything=True,
        threads=order.get("threads", 1),
        queues=order.get("queues", ["interactive", "archive"]),
        broker_url=order["broker"],
    )
    with on_stop(stopped.set), runtime:
        runtime.start()
        print("ready", flush=True)
        stopped.wait()
    if isinstance(readers, ReaderPool):
        readers.close()
    services.repository.close()


if __name__ == "__main__":
    main()

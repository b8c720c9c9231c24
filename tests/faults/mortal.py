"""A program that works on one bundle and kills itself with signal 9 at a chosen moment. Run by path, not imported.

    python mortal.py FAKES_PATH TEMPLATE_PATH

One JSON object a line on standard input, one answer a line on standard output. It forks a child for every line, so
that a hundred deaths cost one start of Python. ``die_at`` is the number of the write transaction in which to die (0:
live), ``moment`` is before or after its commit. Every reading is noted in the file ``readings`` of the folder.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import dramatiq.worker  # noqa: F401 - loaded once, before the children are forked
import msgspec

from service.paper_set_commands import BundleSource, submit, wait
from storage.repository import Repository, Transaction
from workers import runtime  # noqa: F401
from workers.brokers import contract  # noqa: F401
from workers.maintenance import actors  # noqa: F401
from workers.steps import registry  # noqa: F401

TEMPLATE = Path(sys.argv[2])


def load_fakes(path: str) -> ModuleType:
    """The module of fakes at that path."""
    spec = importlib.util.spec_from_file_location("workers_fakes", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["workers_fakes"] = module
    spec.loader.exec_module(module)
    return module


def die_in_transaction(number: int, moment: str) -> None:
    """Have the process killed in its ``number``-th write transaction."""
    write = Repository.write
    left = number

    @contextmanager
    def mortal(self: Repository) -> Iterator[Transaction]:
        nonlocal left
        left -= 1
        is_last = left == 0
        with write(self) as tx:
            yield tx
            if is_last and moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)

    Repository.write = mortal  # type: ignore[method-assign]


def live(fakes: Any, order: dict[str, Any]) -> None:
    """Work on the bundle until its verdict, or until death; the result goes into the file ``result``."""
    folder = Path(order["folder"])
    if order.get("die_at"):
        die_in_transaction(order["die_at"], order["moment"])
    settings = fakes.WorkSettings(sweep_seconds=0.05, outage_seconds=1.0)
    installation = fakes.Installation(folder, settings=settings, template=TEMPLATE)
    if order.get("file_limit"):
        sys.dont_write_bytecode = True  # or Python would leave half a module in its cache, for everybody
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_limit"], order["file_limit"]))
    installation.readers.pause = order.get("pause", 0.0)
    note_readings(installation.readers, folder / "readings")
    ids = []
    for name, pages in order["bundles"].items():
        files = ((f"{name}.pdf", fakes.fake_file(pages, vin=name)),)
        ids.append(submit(installation.services, BundleSource(name, files), as_of=dt.date(2026, 3, 1)))
    with installation.runtime(threads=order.get("threads", 1)) as started:
        found = [
            wait(installation.services, paper_set_id, runtime=started, timeout=40) for paper_set_id in ids
        ]
    (folder / "result").write_bytes(msgspec.json.encode(found))


def note_readings(readers: Any, path: Path) -> None:
    """Append a line for every reading that ends."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    read_page = readers.read_page

    def noted(name: str, content: bytes, number: int, limits: Any) -> Any:
        reading = read_page(name, content, number, limits)
        os.write(handle, f"{name}#{number}\n".encode())
        return reading

    readers.read_page = noted


def main() -> None:
    """Fork a child for every line and tell how it ended: its exit code, or minus the signal."""
    fakes = load_fakes(sys.argv[1])
    fakes.make_template(TEMPLATE)
    for line in sys.stdin:
        order = json.loads(line)
        children = []
        for _ in range(order.get("processes", 1)):
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    live(fakes, order)
                    code = 0
                except Exception as error:
                    Path(order["folder"], "error").write_text(f"{type(error).__name__}: {error}")
                finally:
                    os._exit(code)
            children.append(child)
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(ends), flush=True)


if __name__ == "__main__":
    main()

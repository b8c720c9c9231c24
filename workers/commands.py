"""All that the floors above may ask for. Every command takes the services first and returns values.

The way of a command line or a server::

    with open_services(database_url, objects_url, readers=2) as services, Runtime(services) as runtime:
        bundle_id = submit(services, BundleSource(name, files), as_of=today, policy=None)
        result = wait(services, bundle_id, on_event, runtime=runtime)

``Runtime`` starts its threads only when ``wait`` finds something to do, so a bundle that is already
verified costs no broker and no reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from domain.bundle import BundleForm
from domain.result import Result
from workers.events import Event
from workers.runtime import Runtime
from workers.services import Services


class BundleSource(msgspec.Struct, frozen=True):
    """The papers of one export application, as they come: names with bytes, or names with where the bytes are.

    A folder is given as its files with ``/`` between folders, a ZIP as one file; ``bundle.json`` is found among
    the files (also inside a ZIP) unless ``form`` is given.
    """

    name: str
    files: tuple[tuple[str, bytes | Path], ...]
    form: BundleForm | None = None


def folder_source(path: Path) -> BundleSource:
    """The source made of all files under a folder (system files too: they are noted as ignored)."""
    raise NotImplementedError


def files_source(paths: Sequence[Path], name: str = "") -> BundleSource:
    """The source made of single files (a ZIP is one file); equal base names are kept apart by a number."""
    raise NotImplementedError


def submit(
    services: Services,
    source: BundleSource,
    *,
    as_of: dt.date | None = None,
    policy: str | None = None,
    queue: str = "interactive",
) -> str:
    """Store the bundle, ask for its verification, and return its id (content hash of names, bytes and form).

    Returns at once; the same bundle again is the same id and repeats nothing that was done. ``as_of`` is today
    (China time) when not given. ``queue`` is ``interactive`` or ``archive``. Raises ``UsageError`` for a policy that
    does not exist, ``StorageError`` when the bundle could not be stored.
    """
    raise NotImplementedError


def verify_again(
    services: Services,
    bundle_id: str,
    *,
    as_of: dt.date | None = None,
    policy: str | None = None,
    queue: str = "interactive",
) -> None:
    """Ask for another verification of a stored bundle; nothing that was read is read again."""
    raise NotImplementedError


def wait(
    services: Services,
    bundle_id: str,
    on_event: Callable[[Event], None] | None = None,
    *,
    runtime: Runtime | None = None,
    timeout: float | None = None,
) -> Result:
    """Follow the bundle until its latest asked-for verification is there, and return it.

    Starts ``runtime`` when something is left to do. Without ``runtime`` other processes must be working. Raises
    ``TimeoutError`` after ``timeout`` seconds.
    """
    raise NotImplementedError


def result(services: Services, bundle_id: str) -> Result | None:
    """The bundle's latest asked-for verification; None while it is not finished or not known."""
    raise NotImplementedError


def picture(services: Services, file: str, page: int) -> bytes | None:
    """The stored picture of a page, by file hash and 1-based number; None when there is none."""
    raise NotImplementedError


class JobLine(msgspec.Struct, frozen=True):
    """One line of ``tongguan jobs``."""

    id: str
    bundle_id: str
    step: str
    subject: str
    """file name, with ``#page`` for a page"""
    queue: str
    state: str
    """``queued``, ``running``, ``stuck`` (lease ran out), ``done``, ``quarantined``"""
    starts: int
    failures: int
    updated_at: dt.datetime
    reason: str


def jobs(services: Services, *, state: str | None = None, limit: int = 200) -> tuple[JobLine, ...]:
    """Jobs, newest first; without ``state`` all that are not done."""
    raise NotImplementedError


def requeue(services: Services, job_id: str) -> None:
    """Let a quarantined job be tried afresh; its bundle is collected and verified again afterwards."""
    raise NotImplementedError


def release(services: Services, job_id: str) -> None:
    """Take a running job back from its holder (whose result will be refused) and queue it again."""
    raise NotImplementedError

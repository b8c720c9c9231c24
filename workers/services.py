"""Everything a step needs from outside, as one frozen value: no step opens, reads a clock or imports a stage itself."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from domain.bundle_form import BundleForm
from domain.document import SourceFile
from domain.field import Document, Extraction, ReadAnswer, ReadRequest
from domain.finding import Verification
from domain.reading import Inspection, Limits, Member, PageReading
from domain.values import Date
from storage.objects.contract import ObjectStore
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from storage.repository import Repository, open_repository
from workers.brokers.url import EMBEDDED
from workers.extraction_process.turns import ExtractionTurns
from workers.process.counters import Counters
from workers.process.outage import Outage
from workers.process.owner import LeaseOwner, this_process
from workers.process.running_jobs import RunningJobs
from workers.stages.installed import InstalledStages
from workers.stages.versions import Versions, installed_versions
from workers.stored.cache import StoredCache

CHINA = dt.timezone(dt.timedelta(hours=8), "CST")
"""one time zone for the whole country, no summer time"""


class OwnReaders(Protocol):
    """What opens untrusted bytes: ``ingest.pool.ReaderPool`` in earnest. Safe to call from many threads.

    Every method raises ``ReaderCrashed``, ``ReaderTimedOut`` or ``ReaderOutOfMemory`` when the child did not survive.
    """

    def inspect(
        self, name: str, content: bytes, limits: Limits, take: Callable[[Member], None]
    ) -> Inspection:
        """What a file is; the files of an archive are given to ``take`` one by one."""
        ...

    def read_page(self, name: str, content: bytes, number: int, limits: Limits) -> PageReading:
        """One page, read."""
        ...

    def read_again(
        self, pictures: Mapping[tuple[str, int], bytes], requests: tuple[ReadRequest, ...]
    ) -> tuple[ReadAnswer, ...]:
        """What the second reader sees at these places."""
        ...


class Readers(Protocol):
    """Readers for whoever it is."""

    def of(self, owner: str) -> OwnReaders:
        """For the papers of one organisation, whose bytes meet nobody else's; empty on the command line."""
        ...


class Stages(Protocol):
    """The pure functions of the packages below; in earnest those that are installed, in tests fakes."""

    def extract(self, files: tuple[SourceFile, ...]) -> Extraction:
        """The papers with their fields."""
        ...

    def reconcile(self, extraction: Extraction, answers: tuple[ReadAnswer, ...]) -> tuple[Document, ...]:
        """The papers with the second reader's word weighed in."""
        ...

    def load_policy(self, name: str | None, application_date: Date | None, as_of: dt.date) -> Any:
        """The policy pack; raises ``PolicyError``."""
        ...

    def verify(
        self,
        documents: tuple[Document, ...],
        files: tuple[SourceFile, ...],
        form: BundleForm,
        policy: Any,
        as_of: dt.date,
    ) -> Verification:
        """What the rules say."""
        ...

    def read_form(self, content: bytes) -> BundleForm:
        """The form in ``bundle.json``."""
        ...


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """How patient the ledger is. Times in seconds."""

    lease_seconds: float = 60.0
    """a worker that is not heard of for so long has lost its job"""
    max_job_seconds: float = 900.0
    """a lease is not prolonged beyond this: the thread must be stuck"""
    max_starts: int = 3
    """starts without an end before a job is quarantined"""
    resend_seconds: float = 120.0
    """a queued job whose message is older than this was lost by the broker"""
    outbox_patience: float = 5.0
    """a message that its writer did not send for so long is sent by anybody"""
    sweep_seconds: float = 1.0
    outage_seconds: float = 15.0
    """a ledger that cannot be written for so long is told to who waits"""
    outage_tries: int = 6
    """how often a job is tried while database or object store are out of reach, a minute apart in the end; who waits in
    front of a command is told after some seconds, a service has an hour"""
    max_files: int = 3_000
    """of one bundle, members of archives included"""


SERVICE_SETTINGS = WorkSettings(outage_tries=60)
"""of a process that nobody waits in front of"""


SPARE_THREADS = 1
"""more threads than readers: while one writes down what was read, its reader has the next page already"""


FEWEST_EXTRACTION_PROCESSES, MOST_EXTRACTION_PROCESSES = 2, 4
"""children that extract: one owner's papers never occupy all; each page costs them a fortieth of what reading costs"""


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Repository, objects, readers, stages, clock, limits and versions of one process."""

    repository: Repository
    objects: ObjectStore
    readers: Readers
    stages: Stages
    versions: Versions
    limits: Limits = field(default_factory=Limits)
    settings: WorkSettings = field(default_factory=WorkSettings)
    clock: Callable[[], dt.datetime] = _utc_now
    """an aware time"""
    owner: LeaseOwner = field(default_factory=this_process)
    """who holds the leases that this process takes"""
    bell: threading.Event = field(default_factory=threading.Event)
    """rung after a commit that left a message in the outbox"""
    running_jobs: RunningJobs = field(default_factory=RunningJobs)
    """the jobs that this process works on at this moment"""
    outage: Outage = field(default_factory=Outage)
    """whether the ledger can be written"""
    counters: Counters = field(default_factory=Counters)
    """what this process did since it started"""
    extraction_turns: ExtractionTurns = field(default_factory=ExtractionTurns)
    """whose papers are extracted from at this moment"""
    thread_count: int = 2
    """how many jobs this process works on at a time"""
    broker_url: str = EMBEDDED
    """the broker of the service; a command that works by itself uses none but its own memory"""

    cache: StoredCache = field(init=False)
    """small stored values, kept in memory"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cache", StoredCache(self.objects))

    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock().timestamp()

    def today(self) -> dt.date:
        """The calendar day in China."""
        return self.clock().astimezone(CHINA).date()


@contextmanager
def open_services(
    database_url: str,
    objects_url: str,
    *,
    readers: int = 2,
    limits: Limits | None = None,
    settings: WorkSettings | None = None,
    clock: Callable[[], dt.datetime] = _utc_now,
    broker_url: str = EMBEDDED,
) -> Iterator[Services]:
    """The services on real parts, closed afterwards.

    ``database_url``: ``sqlite:///PATH`` (the file and its folder are made when missing). ``objects_url``:
    ``file:///PATH`` or ``memory://``. ``readers``: reader children at most; none starts before something must be
    read. Raises ``StorageError`` or ``SettingsError`` with advice when database or folder cannot be opened.
    """
    limits = limits or Limits()
    extraction_processes = max(FEWEST_EXTRACTION_PROCESSES, min(readers, MOST_EXTRACTION_PROCESSES))
    objects = PatientObjects(open_objects(objects_url))
    repository = open_repository(database_url)
    try:
        from workers.stages.readers import LazyReaders

        with (
            InstalledStages(limits.memory_bytes, extraction_processes) as stages,
            LazyReaders(readers, limits, stages.make_ready) as pool,
        ):
            yield Services(
                repository=repository,
                objects=objects,
                readers=pool,
                stages=stages,
                versions=installed_versions(),
                limits=limits,
                settings=settings or WorkSettings(),
                clock=clock,
                extraction_turns=ExtractionTurns(extraction_processes - 1),
                thread_count=readers + SPARE_THREADS,
                broker_url=broker_url,
            )
    finally:
        repository.close()

"""What tests of the brokers share: the three kinds behind one face, worker processes, and what must hold afterwards."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from domain.result import Result
from service.paper_set_commands import BundleSource, result, submit
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from storage.repository import open_repository
from tests.installations import FAKES
from workers.brokers.url import EMBEDDED
from workers.runtime import Runtime
from workers.services import Services

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 3, 1)
PATIENCE = 120.0  # seconds until a test gives up on a verdict


@dataclass(frozen=True)
class BrokerKind:
    """A broker: its address, and its server where it has one."""

    name: str
    url: str
    server: Any = None

    def __str__(self) -> str:
        return self.name


BROKERS = ("embedded", "redis", "rabbitmq")
SERVED = ("redis", "rabbitmq")


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> Iterator[BrokerKind]:
    """The broker of that kind, running and empty."""
    kind = request.param
    if kind == "embedded":
        yield BrokerKind(kind, EMBEDDED)
        return
    server = request.getfixturevalue(f"{kind}_server")
    server.start()
    found = BrokerKind(kind, server.url, server)
    forget_messages(found)
    yield found
    server.start()  # for the next test, whatever this one did to it


def forget_messages(broker: BrokerKind) -> None:
    """Empty the broker."""
    from workers.brokers.opening import open_broker
    from workers.brokers.queues import NAMES

    opened = open_broker(broker.url)
    for name in NAMES:
        opened.declare_queue(name)
    opened.flush_all()
    opened.close()


@dataclass
class Fleet:
    """Bundles handed in by this process, worker processes that work on them, one database and one broker for all."""

    services: Services
    folder: Path
    fakes: Any
    broker: BrokerKind
    settings: dict[str, float]
    hands: list[subprocess.Popen[str]] = field(default_factory=list)
    bundles: dict[str, int] = field(default_factory=dict)
    """bundle id -> how many pages it has"""
    database: str = ""
    objects: str = ""

    def __post_init__(self) -> None:
        self.database = f"sqlite:///{self.folder}/tongguan.db"
        self.objects = f"file://{self.folder}/objects"

    def move_to(self, database: str, objects: str) -> None:
        """Keep everything there from now on."""
        self.database, self.objects = database, objects
        self.services = replace(
            self.services,
            repository=open_repository(database),
            objects=PatientObjects(open_objects(objects)),
        )

    def submit(self, name: str, pages: int = 3, queue: str = "interactive") -> str:
        """Hand in a bundle with one file; nobody carries its messages yet."""
        source = BundleSource(name, ((f"{name}.pdf", self.fakes.fake_file(pages, vin=name)),))
        paper_set_id = submit(self.services, source, as_of=DAY, queue=queue)
        self.bundles[paper_set_id] = pages
        return paper_set_id

    def outbox_relay(self) -> Runtime:
        """What a web server runs that does not work itself."""
        return Runtime(
            self.services, everything=True, threads=0, broker_url=self.broker.url, grace_seconds=1.0
        )

    def hand(self, **more: Any) -> subprocess.Popen[str]:
        """Start a worker process, and return when it works."""
        order = {
            "database": self.database,
            "objects": self.objects,
            "broker": self.broker.url,
            "folder": str(self.folder),
            "settings": self.settings,
            **more,
        }
        hand = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "faults" / "hand.py"), str(FAKES), json.dumps(order)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **_credentials()},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.hands.append(hand)
        assert hand.stdout is not None and (
            hand.stdout.readline() == "ready\n" or {"die_at", "die_of"} & more.keys()
        )
        return hand

    def readings(self) -> Counter[str]:
        """How often each page was read to the end."""
        path = self.folder / "readings"
        return Counter(path.read_text().split()) if path.exists() else Counter()

    def until(self, is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Wait until it is so."""
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
            time.sleep(0.05)

    def is_decided(self) -> bool:
        """Whether every bundle has its verdict."""
        return all(result(self.services, paper_set_id) for paper_set_id in self.bundles)

    def results(self) -> tuple[Result, ...]:
        """Every bundle's result, when all are there; then checks that all is well."""
        found: dict[str, Result] = {}

        def all_there() -> bool:
            for paper_set_id in self.bundles:
                if paper_set_id not in found and (one := result(self.services, paper_set_id)):
                    found[paper_set_id] = one
            return len(found) == len(self.bundles)

        self.until(all_there, "verdicts")
        self.check(found)
        return tuple(found.values())

    def check(self, found: dict[str, Result]) -> None:
        """No verdict twice, no page lost, nothing left open."""
        with self.services.repository.read() as tx:
            for paper_set_id, pages in self.bundles.items():
                assert len(tx.verdicts.of_paper_set(paper_set_id)) == 1
                assert not tx.jobs.open_of_paper_set(paper_set_id)
                (file,) = found[paper_set_id].files
                assert len(file.pages) == pages or file.state == "unreadable"

    def close(self) -> None:
        """End what still runs."""
        for hand in self.hands:
            hand.kill()
            hand.communicate(timeout=20)
        self.services.repository.close()


def _credentials() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("AWS_")}


@pytest.fixture
def fleet(installation: Any, fakes: Any, broker: BrokerKind, tmp_path: Path) -> Iterator[Fleet]:
    """No worker yet, and nothing handed in."""
    settings = {"sweep_seconds": 0.1, "outbox_patience": 0.5, "lease_seconds": 2.5, "resend_seconds": 8.0}
    services = replace(
        installation.services, settings=replace(installation.settings, **settings), broker_url=broker.url
    )
    fleet = Fleet(services, tmp_path, fakes, broker, settings)
    yield fleet
    fleet.close()

"""The work as a whole on both databases: the same result, and people and workers who never stand in each other's way."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from domain.access import Principal, Role
from domain.errors import Conflict, NotFound
from domain.lifecycle import State
from service import bundle_commands as desk
from service.paper_set_commands import BundleSource, submit, wait
from storage.identity.organisations import OrganisationRow
from tests.servers.databases import BACKENDS

DAY = dt.date(2026, 3, 1)
ALICE = Principal("usr_alice", "Alice", "org_a", Role.EXPORTER)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def verdict(installation: Any, fakes: Any) -> bytes:
    files = (("a.pdf", fakes.fake_file(3)), ("z.zip", fakes.fake_zip(b__pdf=fakes.fake_file(2, vin="B"))))
    paper_set_id = submit(installation.services, BundleSource("one", files), as_of=DAY)
    with installation.runtime() as runtime:
        return msgspec.json.encode(wait(installation.services, paper_set_id, runtime=runtime, timeout=30))


def test_the_result_does_not_depend_on_the_database(
    installation: Any, fakes: Any, template: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    plain = fakes.Installation(folder, template=template)
    assert verdict(installation, fakes) == verdict(plain, fakes)
    plain.close()


@pytest.fixture
def busy(installation: Any, fakes: Any) -> Iterator[list[str]]:
    """Bundles of one exporter with a file each, while three threads work on what comes."""
    with installation.services.repository.write() as tx:
        tx.organisations.add(OrganisationRow("org_a", "Example Cars", "exporter", 1.0))
    made = [desk.create(installation.services, ALICE, title=str(number)).id for number in range(3)]
    with installation.runtime(everything=True, threads=3) as runtime:
        runtime.start()
        for each in made:
            desk.add_file(installation.services, ALICE, each, "a.pdf", fakes.fake_file(2, vin=each))
        yield made


def test_people_who_change_a_bundle_and_workers_who_read_it_never_cross(
    installation: Any, fakes: Any, busy: list[str]
) -> None:
    """Whatever order they come in, nobody is told of two transactions in each other's way, and all comes to an end."""

    def live(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(8):
            try:
                do_something(installation, fakes, chance, chance.choice(busy))
            except (Conflict, NotFound, IndexError):
                continue  # not allowed in that state: that is an answer

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(live, range(4)))
    deadline = time.monotonic() + 60
    left = set(busy)
    while left:
        assert time.monotonic() < deadline, {
            each: desk.view(installation.services, ALICE, each).state for each in left
        }
        left = {each for each in left if not is_settled(installation, each)}
        time.sleep(0.1)
    assert crossings(installation) == 0


def do_something(installation: Any, fakes: Any, chance: random.Random, bundle: str) -> None:
    services = installation.services
    act = chance.choice(("add", "remove", "submit", "withdraw", "reopen"))
    if act == "add":
        paper = fakes.fake_file(1, vin=str(chance.random()))
        desk.add_file(services, ALICE, bundle, f"{chance.random()}.pdf", paper)
    elif act == "remove":
        file = chance.choice(desk.files(services, ALICE, bundle))
        desk.remove_file(services, ALICE, bundle, file.id)
    else:
        getattr(desk, act)(services, ALICE, bundle)


def crossings(installation: Any) -> int:
    """How many transactions PostgreSQL had to throw out because they waited for each other in a circle."""
    if installation.database_url.startswith("sqlite"):
        return 0
    time.sleep(1.2)  # its processes tell their figures once a second
    with psycopg.connect(installation.database_url) as connection:
        found = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        (count,) = found.fetchone() or (0,)
    return int(count)


def is_settled(installation: Any, bundle: str) -> bool:
    state = desk.view(installation.services, ALICE, bundle).state
    is_working = desk.progress(installation.services, ALICE, bundle).is_working
    return not is_working and state not in (State.SUBMITTED, State.READING)

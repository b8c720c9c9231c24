"""PostgreSQL killed, restarted and standing still while worker processes are at it: every bundle gets its one verdict."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import StorageError
from tests.brokers import Fleet
from tests.servers.postgres import PostgresServer

pytestmark = pytest.mark.parametrize("broker", ["embedded"], indirect=True)


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def consumers(fleet: Fleet, installation: Any) -> Fleet:
    """Two worker processes on one PostgreSQL database."""
    for _ in range(2):
        fleet.hand(database=installation.database_url, pause=0.05, threads=2)
    return fleet


def hand_in(consumers: Fleet, name: str) -> str:
    """Hand in a bundle, as often as it takes."""
    handed_in: list[str] = []

    def is_in() -> bool:
        try:
            handed_in.append(consumers.submit(name))
        except StorageError:
            return False
        return True

    consumers.until(is_in, "handing in")
    return handed_in[0]


def kill(server: PostgresServer) -> None:
    server.kill()
    time.sleep(0.5)
    server.start()


def restart(server: PostgresServer) -> None:
    server.restart()


def stand_still(server: PostgresServer) -> None:
    server.pause()
    time.sleep(1.5)
    server.resume()


@pytest.mark.parametrize("fault", [kill, restart, stand_still])
def test_a_server_that_fails_in_the_middle_loses_nothing_and_repeats_nothing(
    consumers: Fleet, postgres_server: PostgresServer, fault: Callable[[PostgresServer], None]
) -> None:
    for number in range(3):
        hand_in(consumers, f"V{number}")
        consumers.until(lambda: consumers.readings().total() > 2 * number, "readings")  # noqa: B023 - called at once
        fault(postgres_server)
    found = consumers.results()
    assert [result.verdict for result in found] == ["clear"] * 3
    again = {page: count for page, count in consumers.readings().items() if count > 1}
    assert sum(again.values()) <= 2 * 4 * 3, again  # at most what the four threads held at each fault


def test_killed_at_moments_that_nobody_chose(consumers: Fleet, postgres_server: PostgresServer) -> None:
    """Every few hundredths of a second of a bundle's life, from its handing-in to its verdict."""
    for number in range(5):
        hand_in(consumers, f"V{number}")
        time.sleep(0.07 * number)
        postgres_server.kill()
        postgres_server.start()
    assert [result.verdict for result in consumers.results()] == ["clear"] * 5


def test_a_worker_whose_disk_is_full_keeps_nothing_half_and_another_goes_on(
    fleet: Fleet, installation: Any, tmp_path: Path
) -> None:
    """A limit on the size of any file makes its writes of objects fail for real, half-way; the ledger can be written."""
    paper_set_id = hand_in(fleet, "V1")
    starved = fleet.hand(database=installation.database_url, file_limit=150)
    fleet.until(
        lambda: "cannot write to the object folder" in reasons(installation, paper_set_id), "a failure"
    )
    starved.terminate()
    starved.wait(20)
    assert all(path.stat().st_size for path in (tmp_path / "objects").rglob("*") if path.is_file())
    fleet.hand(database=installation.database_url)
    assert [result.verdict for result in fleet.results()] == ["clear"]


def reasons(installation: Any, paper_set_id: str) -> str:
    with installation.services.repository.read() as tx:
        return " ".join(job.reason for job in tx.jobs.open_of_paper_set(paper_set_id))

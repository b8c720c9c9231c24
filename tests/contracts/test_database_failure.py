"""Each way in which a database fails is told apart, says what to do, and leaves a database that works again afterwards."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import StorageError
from storage.database.database import open_database
from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository, open_repository
from tests.servers.child import free_port
from tests.servers.postgres import PostgresServer


def add(repository: Repository, name: str) -> None:
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow(name, "x" * 10_000, None, 0, 1.0))


def fill(repository: Repository) -> None:
    for number in range(100):
        add(repository, str(number))


def advice_of(act: Callable[[], Any]) -> str:
    with pytest.raises(StorageError) as caught:
        act()
    told = caught.value.told_advice
    assert told is not None and told.zh
    assert caught.value.told.zh.startswith("数据库出错")
    return told.en


@pytest.fixture
def sqlite_path(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    path.write_bytes(sqlite_template.read_bytes())
    return path


def test_a_full_disk_is_told_and_room_heals_it(sqlite_path: Path) -> None:
    repository = open_repository(f"sqlite:///{sqlite_path}")
    engine = repository._database.engine
    with engine.connect() as connection:  # the pool gives the same connection to the next
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    advice = advice_of(lambda: fill(repository))
    assert "make room" in advice
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 100000"))
    add(repository, "afterwards")
    repository.close()


def test_another_that_never_ends_its_transaction_is_told(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.engine.BUSY_SECONDS", 0.05)
    repository = open_repository(f"sqlite:///{sqlite_path}")
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "keeps a transaction open" in advice_of(lambda: add(repository, "b"))
    other.execute("ROLLBACK")
    other.close()
    add(repository, "b")
    repository.close()


def test_a_damaged_file_is_not_taken_for_a_full_disk(sqlite_path: Path) -> None:
    content = bytearray(sqlite_path.read_bytes())
    content[:100] = b"this is not a database".ljust(100)
    sqlite_path.write_bytes(content)
    advice = advice_of(lambda: open_database(f"sqlite:///{sqlite_path}"))
    assert "backup" in advice and "room" not in advice


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    assert "belong" in advice_of(lambda: open_database(f"sqlite:///{tmp_path}"))


def test_a_server_that_is_away_is_told() -> None:
    url = f"postgresql://tongguan@127.0.0.1:{free_port()}/tongguan"
    assert "can be reached" in advice_of(lambda: open_database(url))


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [("/t", "/no_such_database", "CREATE DATABASE"), ("tongguan@", "nobody@", "lets this user in")],
)
def test_a_wrong_name_is_told(postgres_url: str, old: str, new: str, advice: str) -> None:
    start, _, name = postgres_url.rpartition("/")
    url = f"{start}{new}" if old == "/t" else f"{start.replace(old, new)}/{name}"
    assert advice in advice_of(lambda: open_database(url))


def test_a_server_without_connections_is_told(postgres_server: PostgresServer, postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres_server.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    postgres_server.execute("CREATE ROLE clerk LOGIN")  # the limit is not for the administrator
    advice = advice_of(lambda: open_database(postgres_url.replace("tongguan@", "clerk@")))
    postgres_server.execute("DROP ROLE clerk")
    assert "max_connections" in advice


def test_a_pool_without_connections_is_told(
    make_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.engine.POSTGRES_POOL", 1)
    monkeypatch.setattr("storage.database.engine.POSTGRES_OVERFLOW", 0)
    monkeypatch.setattr("storage.database.engine.POOL_SECONDS", 0.1)
    repository = open_repository(make_database("postgresql"))
    with repository.read():
        assert "max_connections" in advice_of(repository.check)
    repository.check()
    repository.close()


def test_transactions_in_each_others_way_are_told_and_nothing_is_changed(
    make_database: Callable[[str], str],
) -> None:
    """Ours take their locks in one order; a program of somebody else's may not."""
    repository = open_repository(make_database("postgresql"))
    for name in "ab":
        add(repository, name)
    both_hold_one = threading.Barrier(2)
    told: list[str] = []

    def cross(first: str, second: str) -> None:
        try:
            with repository.write() as tx:
                tx.paper_sets.lock(first)
                both_hold_one.wait(10)
                tx.paper_sets.lock(second)
                tx.paper_sets.next_round(second)
        except StorageError as error:
            told.append(error.advice)

    threads = [threading.Thread(target=cross, args=names) for names in ("ab", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert told == ["run again; nothing was changed"]
    with repository.read() as tx:
        assert sum(row.round for row in tx.paper_sets.newest(5)) == 1
    repository.close()


@pytest.mark.parametrize("how", ["kill", "restart"])
def test_a_server_that_went_away_in_a_transaction_is_told_and_its_restart_heals_it(
    postgres_server: PostgresServer, make_database: Callable[[str], str], how: str
) -> None:
    repository = open_repository(make_database("postgresql"))
    add(repository, "kept")

    def interrupted() -> None:
        with repository.write() as tx:
            tx.paper_sets.add(PaperSetRow("lost", "", None, 0, 1.0))
            getattr(postgres_server, how)()
            tx.paper_sets.get("kept")

    assert "can be reached" in advice_of(interrupted)
    if how == "kill":
        assert "can be reached" in advice_of(repository.check)
        postgres_server.start()
    with repository.read() as tx:
        assert [row.id for row in tx.paper_sets.newest(5)] == ["kept"]
    add(repository, "afterwards")
    repository.close()

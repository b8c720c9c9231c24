"""What SQLite in particular promises; what both databases do is in ``tests/contracts``."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import StorageError
from storage.database.database import open_database


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/tongguan.db"


def test_opening_a_database_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    open_database(url(tmp_path)).close()
    code = (
        "import sys; from storage.database.database import open_database; "
        f"open_database({url(tmp_path)!r}).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_a_file_that_is_no_database_is_told_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tongguan.db"
    path.parent.mkdir()
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(StorageError) as caught:
        open_database(url(tmp_path))
    assert caught.value.advice


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(StorageError):
        open_database(url(tmp_path))


def test_writers_wait_for_each_other_and_lose_nothing(tmp_path: Path) -> None:
    """Read, add one, write back, from many threads: only an IMMEDIATE transaction counts right."""
    database = open_database(url(tmp_path))
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO paper_sets (id, name, round, created_at) VALUES ('b', '', 0, 0)")
        )

    def count() -> None:
        for _ in range(20):
            with database.write() as connection:
                found = connection.execute(text("SELECT round FROM paper_sets")).scalar_one()
                connection.execute(text("UPDATE paper_sets SET round = :n"), {"n": found + 1})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT round FROM paper_sets")).scalar_one() == 80
    database.close()


def test_it_keeps_its_promises_through_a_power_cut(tmp_path: Path) -> None:
    """Write-ahead log with a flush at every commit."""
    database = open_database(url(tmp_path))
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()

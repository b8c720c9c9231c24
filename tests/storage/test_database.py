"""Opening, migrating and locking of the database."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from domain.errors import SettingsError, StorageError
from storage.database import SCHEMA_REVISION, open_database
from storage.migrate import configuration
from storage.schema import metadata


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/tongguan.db"


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    database = open_database(url(tmp_path))
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [SCHEMA_REVISION]


def test_opening_a_database_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    open_database(url(tmp_path)).close()
    code = (
        "import sys; from storage.database import open_database; "
        f"open_database({url(tmp_path)!r}).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_many_that_open_a_new_database_at_once_all_get_it(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def opened() -> None:
        try:
            open_database(url(tmp_path)).close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = open_database(url(tmp_path))
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StorageError, match="newer"):
        open_database(url(tmp_path))


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


def test_a_wrong_url_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError):
        open_database("not a url")


def test_writers_wait_for_each_other_and_lose_nothing(tmp_path: Path) -> None:
    """Read, add one, write back, from many threads: only an IMMEDIATE transaction counts right."""
    database = open_database(url(tmp_path))
    with database.write() as connection:
        connection.execute(text("INSERT INTO bundles (id, name, round, created_at) VALUES ('b', '', 0, 0)"))

    def count() -> None:
        for _ in range(20):
            with database.write() as connection:
                found = connection.execute(text("SELECT round FROM bundles")).scalar_one()
                connection.execute(text("UPDATE bundles SET round = :n"), {"n": found + 1})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(text("SELECT round FROM bundles")).scalar_one() == 80
    database.close()


def test_a_block_that_raises_leaves_nothing_written(tmp_path: Path) -> None:
    database = open_database(url(tmp_path))
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(text("INSERT INTO bundles (id, name, round, created_at) VALUES ('b', '', 0, 0)"))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM bundles")).scalar_one() == 0
    database.close()


def test_it_keeps_its_promises_through_a_power_cut(tmp_path: Path) -> None:
    """Write-ahead log with a flush at every commit."""
    database = open_database(url(tmp_path))
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()

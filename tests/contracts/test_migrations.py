"""From every version upwards, on both databases, with rows in all tables: nothing is lost, and the tables are ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from storage.database.database import SCHEMA_REVISION, open_database
from storage.database.engine import make_engine
from storage.database.migrate import configuration, migrate
from storage.identity.schema import metadata
from tests.servers.databases import BACKENDS
from tests.table_rows import Rows, fill, rows

REVISIONS = tuple(
    reversed([script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()])
)

RENAMED = {
    "0005": ("bundle", "paper_set"),
    "0006": ("submission", "bundle"),
    "0007": ("house", "system_values"),
}
"""revision -> what it calls otherwise in names of tables and columns"""


@pytest.fixture(params=BACKENDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [SCHEMA_REVISION]
    assert REVISIONS[0] == "0001"


def test_the_migrations_make_the_tables_that_the_code_uses(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        found = compare_metadata(context, metadata)
    database.close()
    assert [each for each in found if not is_comment(each)] == []


def test_no_old_name_is_left_in_the_database(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.read() as connection:
        found = inspect(connection)
        names = [
            name
            for table in found.get_table_names()
            for name in (
                table,
                *(each["name"] for each in found.get_columns(table)),
                *(each["name"] or "" for each in found.get_indexes(table)),
            )
        ]
    database.close()
    assert [name for name in names if "submission" in name] == []


def is_comment(difference: Any) -> bool:
    """PostgreSQL could keep the remarks on columns; they are for readers of the code, and no migration."""
    return isinstance(difference, list) and all(each[0] == "modify_comment" for each in difference)


@pytest.mark.parametrize("start", REVISIONS)
def test_rows_of_every_older_version_survive_all_later_migrations(engine: Engine, start: str) -> None:
    migrate(engine, start)
    with engine.begin() as connection:
        fill(connection)
        kept = rows(connection)
    assert kept["jobs"]
    for revision in REVISIONS[REVISIONS.index(start) + 1 :]:
        migrate(engine, revision)
        kept = renamed(kept, *RENAMED.get(revision, ("", "")))
        with engine.connect() as connection:
            assert lost(kept, rows(connection)) == []
    database = open_database(engine.url.render_as_string(hide_password=False))
    database.check()
    database.close()


def renamed(kept: Rows, old: str, new: str) -> Rows:
    """The rows under the names of tables and columns that a migration gave them."""
    return {
        table.replace(old, new): [{column.replace(old, new): row[column] for column in row} for row in found]
        for table, found in kept.items()
    }


def lost(before: Rows, after: Rows) -> list[str]:
    """Which tables do not hold what they held, in the columns that they had."""
    return [
        name
        for name, old in before.items()
        if [
            {column: new.get(column) for column in was}
            for was, new in zip(old, after.get(name, []), strict=False)
        ]
        != old
    ]

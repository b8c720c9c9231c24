"""One engine with the settings that make SQLite and PostgreSQL behave alike, and the check of the schema's version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from domain.errors import SettingsError, StorageError

SCHEMA_REVISION = "0002"
"""newest migration; a test compares it with the folder"""
BUSY_SECONDS = 30
"""how long a writer waits for another process's writer before it gives up"""


class Database:
    """Connections that are either reading or writing.

    Writers on SQLite begin IMMEDIATE: they wait for each other at the door and never fail half-way for a lock.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or undone when the block raises."""
        with _told_as_ours(), self.engine.connect() as connection:
            connection = connection.execution_options(tongguan_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; nothing may be written."""
        with _told_as_ours(), self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at the newest schema, made or migrated when needed.

    Raises ``SettingsError`` for a bad URL, ``StorageError`` when it cannot be opened or is newer than this program.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(f"not a database URL: {url!r}", advice="give sqlite:///PATH") from error
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"cannot make the data folder: {error}", advice="choose another one"
            ) from error
    engine = create_engine(parsed, pool_size=8, max_overflow=24) if parsed.database else create_engine(parsed)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    database = Database(engine)
    with _told_as_ours():
        _bring_up_to_date(database)
    return database


def _bring_up_to_date(database: Database) -> None:
    if _revision(database) == SCHEMA_REVISION:
        return
    from storage.migrate import migrate  # alembic takes longer to import than everything else here

    migrate(database.engine)


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # a paper once accepted survives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("tongguan_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise StorageError(
            f"the database failed: {cause}",
            advice="check that its disk has room and that the file or server can be reached; then run again",
        ) from error

"""Transactions on one database, at the schema of this program, with every failure told as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import StorageError
from storage.database.engine import READ_OPTIONS, WRITE_OPTIONS, make_engine
from storage.database.failure import storage_error_of

SCHEMA_REVISION = "0007"
"""newest migration; a test compares it with the folder"""


class Database:
    """Connections that are either reading or writing. Safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._read_options = READ_OPTIONS[engine.dialect.name]

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or undone when the block raises.

        On SQLite there is one at a time. On PostgreSQL others run beside it, and what must not change under it is
        locked by it: see ``storage.database.row_locks``. Raises ``StorageError``.
        """
        with _as_storage_errors(), self.engine.connect() as connection:
            connection = connection.execution_options(**WRITE_OPTIONS)
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing may be written. Raises ``StorageError``."""
        with _as_storage_errors(), self.engine.connect() as connection:
            connection = connection.execution_options(**self._read_options)
            with connection.begin():
                yield connection

    def check(self) -> None:
        """Whether it answers and is at this program's schema. Raises ``StorageError`` with advice when not."""
        with self.read() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        if found != SCHEMA_REVISION:
            raise StorageError(
                f"the database is at schema {found}, this program at {SCHEMA_REVISION}",
                advice="another version of the program migrated it: run the same version everywhere",
            )

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at the newest schema, made or migrated when needed.

    Raises ``SettingsError`` for a bad URL, ``StorageError`` when it cannot be opened or is newer than this program.
    """
    database = Database(make_engine(url))
    try:
        with _as_storage_errors():
            _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def _bring_up_to_date(database: Database) -> None:
    if _revision(database) == SCHEMA_REVISION:
        return
    from storage.database.migrate import migrate  # alembic takes longer to import than everything else here

    migrate(database.engine)


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _as_storage_errors() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise storage_error_of(error) from error

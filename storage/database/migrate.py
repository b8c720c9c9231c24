"""Bringing a database to the newest schema with Alembic. Imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from domain.errors import StorageError
from storage.database.engine import WRITE_OPTIONS

LOCK_NUMBER = 0x746F6E67  # "tong": advisory locks are told apart by number alone


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction; processes that do so at once wait for each other.

    Raises ``StorageError`` when the database was made by a newer program.
    """
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(**WRITE_OPTIONS)
            with connection.begin():
                _wait_for_others(connection)
                config = configuration()
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
    except CommandError as error:
        raise StorageError(
            f"the database cannot be brought to this program's schema, a newer program may have made it: {error}",
            advice="use the program that made it, or a newer one",
        ) from error


def _wait_for_others(connection: Connection) -> None:
    """Let one process migrate at a time, for as long as it takes; on SQLite the transaction itself sees to that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})


def configuration() -> Config:
    """Alembic's settings: where the migrations lie, and nothing else."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    return config

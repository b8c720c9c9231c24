"""Bringing a database to the newest schema with Alembic. Imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine

from domain.errors import StorageError


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction; two processes at once wait for each other.

    Raises ``StorageError`` when the database was made by a newer program.
    """
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(tongguan_writes=True)
            with connection.begin():
                config = configuration()
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
    except CommandError as error:
        raise StorageError(
            f"the database cannot be brought to this program's schema, a newer program may have made it: {error}",
            advice="use the program that made it, or a newer one",
        ) from error


def configuration() -> Config:
    """Alembic's settings: where the migrations lie, and nothing else."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config

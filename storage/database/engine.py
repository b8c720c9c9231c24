"""SQLAlchemy engines, set so that SQLite and PostgreSQL keep the same promises.

SQLite: one file, many processes; writers wait for each other at the door (BEGIN IMMEDIATE) and never fail half-way.
PostgreSQL: READ COMMITTED with row locks for what writes, one consistent view for what reads, limits on how long a
lost network or a stuck neighbour may hold us up, and connections that are tried before they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import SettingsError, StorageError
from storage.address import shown

BUSY_SECONDS = 30
"""how long a writer waits for another writer before it gives up"""
STATEMENT_SECONDS = 60
IDLE_SECONDS = 120
"""a transaction that does nothing for so long belongs to a process that stands still: its locks go to the others"""
POSTGRES_POOL, POSTGRES_OVERFLOW = 5, 10
"""connections of one process: kept open, and at most in addition; ``docs/operating.md`` has the sum for many"""
POOL_SECONDS = 30
"""how long a thread waits for one of them"""
READ_OPTIONS: dict[str, Mapping[str, Any]] = {
    "sqlite": {},  # a deferred transaction of SQLite is one view anyway
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
WRITE_OPTIONS: Mapping[str, Any] = {"tongguan_writes": True}
_FORMS = "give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"


def make_engine(url: str) -> Engine:
    """The engine for a database URL; nothing is opened yet, only the folder of an SQLite file is made.

    Raises ``SettingsError`` for a bad URL, ``StorageError`` when the folder cannot be made.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(f"not a database URL: {shown(url)!r}", advice=_FORMS) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(parsed)
    if backend == "postgresql":
        return _postgres(parsed)
    raise SettingsError(f"no database for {shown(url)!r}", advice=_FORMS)


def _sqlite(url: URL) -> Engine:
    if not url.database:
        engine = create_engine(url)
    else:
        try:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"cannot make the data folder: {error}", advice="choose another one"
            ) from error
        engine = create_engine(url, pool_size=8, max_overflow=24)

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

    return engine


def _postgres(url: URL) -> Engine:
    limits = (
        f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={BUSY_SECONDS}s "
        f"-c idle_in_transaction_session_timeout={IDLE_SECONDS}s"
    )
    ours = {
        "application_name": "tongguan",
        "connect_timeout": "5",
        "options": limits,
        "keepalives_idle": "30",
        "keepalives_interval": "10",
        "keepalives_count": "3",
        "tcp_user_timeout": "30000",  # ms without an answer to what was sent: the network is gone
    }
    missing = {name: value for name, value in ours.items() if name not in url.query}
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=missing,
        pool_size=POSTGRES_POOL,
        max_overflow=POSTGRES_OVERFLOW,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,  # a server that was restarted costs one look, not a failed transaction
        pool_recycle=1800,
    )

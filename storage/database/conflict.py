"""INSERT that leaves a row alone which is there already; SQLite and PostgreSQL spell it alike, SQLAlchemy does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows whose primary key is not there yet; returns how many were new."""
    return len(insert_new(connection, table, rows))


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Any, ...], ...]:
    """Insert the rows whose primary key is not there yet, however many in a few statements; returns the new keys.

    A row that another transaction is inserting is waited for. So that two with the same rows do not wait for each
    other, the rows go in by the order of their keys.
    """
    if not rows:
        return ()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key]
    ordered = sorted((dict(row) for row in rows), key=lambda row: tuple(row[key] for key in keys))
    statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return tuple(tuple(key) for key in connection.execute(statement, ordered))

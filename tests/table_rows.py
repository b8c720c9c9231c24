"""Rows in every table of a database, whatever tables there are: for tests of migrations and of moves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    select,
)  # fmt: skip

Rows = dict[str, list[dict[str, Any]]]


def reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def fill(connection: Connection) -> None:
    """Put one row into every table, parents first."""
    known: dict[str, dict[str, Any]] = {}
    for table in reflected(connection).sorted_tables:
        row = {column.name: value_of(column, known) for column in table.columns}
        connection.execute(table.insert().values(row))
        known[table.name] = row


def value_of(column: Column[Any], known: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        parent = known.get(key.column.table.name)
        if parent is not None:
            return parent[key.column.name]
    kinds: tuple[tuple[Any, Any], ...] = (
        (Boolean, True), (Double, 12.5), (Integer, 7), (LargeBinary, b"\0{}"), (Numeric, 12.5),
    )  # fmt: skip
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    return f"甲{column.name}"[: getattr(column.type, "length", None) or 40]


def rows(connection: Connection) -> Rows:
    """All rows of all tables, as they come back."""
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table))]
        for table in reflected(connection).sorted_tables
    }

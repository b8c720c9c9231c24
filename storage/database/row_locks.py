"""Row locks, so that transactions that run side by side on PostgreSQL wait for each other instead of crossing.

Every transaction takes them in this order, and several rows of one table in the order of their keys::

    bundle  ->  paper set  ->  jobs  ->  outbox  ->  everything else

Who holds the lock of a paper set is the only one who decides what comes next for it, and the only one who tells of it:
so the numbers of its events grow in the order in which they can be seen, and a listener misses none. The locks
(FOR NO KEY UPDATE) do not hold up those who only refer to a row. On SQLite one transaction writes at a time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    any_,
    delete,
    literal,
    select,
    tuple_,
)


def locked(connection: Connection, key: Column[Any], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Lock the rows of the key's table for which all of ``where`` holds, until the transaction ends.

    Returns the condition that picks exactly these rows: a row for which it holds only a moment later was not locked in
    its turn and must be left alone.
    """
    if connection.dialect.name == "sqlite":
        return and_(*where)
    query = select(key).where(*where).order_by(key).with_for_update(key_share=True)
    return key == any_(literal(connection.execute(query).scalars().all(), ARRAY(key.type)))


def delete_idle(connection: Connection, table: Table, *where: ColumnElement[bool]) -> None:
    """Delete the rows for which all of ``where`` holds, but leave those that somebody is working on for another time."""
    if connection.dialect.name == "sqlite":
        connection.execute(delete(table).where(*where))
        return
    key = tuple(table.primary_key)
    idle = select(*key).where(*where).with_for_update(skip_locked=True)
    connection.execute(delete(table).where(tuple_(*key).in_(idle)))

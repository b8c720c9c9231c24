"""Row locks, so that transactions that run side by side on PostgreSQL wait for each other instead of crossing.

Every transaction takes them in this order, and several rows of one table in the order of their keys::

    submission  ->  bundle  ->  jobs  ->  outbox  ->  everything else

Who holds the lock of a bundle is the only one who decides what comes next for it, and the only one who tells of it:
so the numbers of its events grow in the order in which they can be seen, and a listener misses none. The locks
(FOR NO KEY UPDATE) do not hold up those who only refer to a row. On SQLite one transaction writes at a time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, select


def lock_rows(connection: Connection, key: Column[Any], *where: ColumnElement[bool]) -> None:
    """Lock the rows of the key's table for which all of ``where`` holds, until the transaction ends."""
    if connection.dialect.name == "sqlite":
        return
    query = select(key).where(*where).order_by(key).with_for_update(key_share=True)
    connection.execute(query).all()

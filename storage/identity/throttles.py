"""Counters of what may be done only so often, one row a bucket, right over any number of processes."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database.row_locks import delete_idle
from storage.identity.schema import throttles


class ThrottleRow(msgspec.Struct, frozen=True):
    """One counter."""

    bucket: str
    window_start: float
    count: int


class Throttles:
    """The counters of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, bucket: str, now: float, seconds: float, amount: int = 1) -> ThrottleRow:
        """Count ``amount`` more and return the counter; a window older than ``seconds`` begins anew at ``now``."""
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        is_over = throttles.c.window_start <= now - seconds
        statement = insert(throttles).values(bucket=bucket, window_start=now, count=amount)
        statement = statement.on_conflict_do_update(
            index_elements=[throttles.c.bucket],
            set_={
                "window_start": case((is_over, now), else_=throttles.c.window_start),
                "count": case((is_over, amount), else_=throttles.c.count + amount),
            },
        )
        row = self._connection.execute(statement.returning(throttles)).one()
        return ThrottleRow(**row._mapping)

    def give_back(self, bucket: str) -> None:
        """Take one count back."""
        statement = update(throttles).where(throttles.c.bucket == bucket, throttles.c.count > 0)
        self._connection.execute(statement.values(count=throttles.c.count - 1))

    def locked(self, bucket: str) -> ThrottleRow:
        """The counter, which nobody else can change before our transaction ends; made with count 0 when missing."""
        query = select(throttles).where(throttles.c.bucket == bucket).with_for_update(key_share=True)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            self.count(bucket, 0.0, 0.0, 0)
            row = self._connection.execute(query).one()
        return ThrottleRow(**row._mapping)

    def put(self, row: ThrottleRow) -> None:
        """Set a counter that was locked before."""
        values = {"window_start": row.window_start, "count": row.count}
        self._connection.execute(update(throttles).where(throttles.c.bucket == row.bucket).values(values))

    def forget(self, before: float) -> None:
        """Forget the counters whose window began before that time."""
        delete_idle(self._connection, throttles, throttles.c.window_start < before)

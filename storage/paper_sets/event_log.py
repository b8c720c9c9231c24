"""What was told about each paper set, in order, so that a listener can go on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, insert, select

from storage.database.row_locks import locked
from storage.schema import events, paper_sets


class EventRow(msgspec.Struct, frozen=True):
    """One thing that ended."""

    paper_set_id: str
    kind: str
    name: str
    page: int | None
    done: int
    total: int
    message: str
    created_at: float
    number: int = 0
    """given by the database, growing"""


class EventLog:
    """The events of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: EventRow) -> None:
        """Append an event; its number is given here.

        The paper set is locked, so that of its events the one with the smaller number is committed first. Whoever holds a
        job's lock must have locked the paper set before (``storage.database.row_locks``).
        """
        self.add_all((row,))

    def add_all(self, rows: Sequence[EventRow]) -> None:
        """Append events of one paper set, in their order; as ``add``."""
        if not rows:
            return
        locked(self._connection, paper_sets.c.id, paper_sets.c.id == rows[0].paper_set_id)
        values = [msgspec.structs.asdict(row) for row in rows]
        for each in values:
            del each["number"]
        self._connection.execute(insert(events), values)

    def after(self, paper_set_id: str, number: int) -> tuple[EventRow, ...]:
        """The paper set's events with a greater number, oldest first."""
        query = (
            select(events)
            .where(events.c.paper_set_id == paper_set_id, events.c.number > number)
            .order_by(events.c.number)
        )
        return tuple(EventRow(**row._mapping) for row in self._connection.execute(query))

    def last_of_kind(self, paper_set_id: str, kind: str) -> int:
        """The number of the paper set's latest event of that kind; 0 when there is none."""
        query = select(func.max(events.c.number)).where(
            events.c.paper_set_id == paper_set_id, events.c.kind == kind
        )
        return self._connection.execute(query).scalar_one() or 0

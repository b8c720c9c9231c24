"""Events as they are told: the row of the log as a value."""

from __future__ import annotations

from storage.event_log import EventRow
from workers.events import Event, EventKind


def told(row: EventRow) -> Event:
    """The event of a row."""
    return Event(
        number=row.number,
        bundle_id=row.bundle_id,
        kind=EventKind(row.kind),
        name=row.name,
        page=row.page,
        done=row.done,
        total=row.total,
        message=row.message,
    )

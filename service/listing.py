"""Lists in pages: their size, the cursors between them, times as they are shown."""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from domain.errors import UsageError
from domain.people import Listing
from domain.values import Bilingual

MOST_AT_ONCE = 200

Row = TypeVar("Row")
View = TypeVar("View")


def pack_cursor(created_at: float, row_id: str) -> str:
    """Where a list goes on, opaque to who carries it."""
    return base64.urlsafe_b64encode(f"{created_at!r} {row_id}".encode()).decode().rstrip("=")


def unpack_cursor(cursor: str | None) -> tuple[float, str] | None:
    """(created_at, id) of the last one seen; raises ``UsageError`` for a cursor that we did not give."""
    if cursor is None:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode(
            "ascii"
        )
        when, row_id = text.split(" ")
        created_at = float(when)
        if (
            not math.isfinite(created_at) or not row_id.isprintable()
        ):  # databases differ in what they make of these
            raise ValueError(text)
        return created_at, row_id
    except ValueError:
        raise UsageError(
            Bilingual("cursor 不是本列表给出的", "the cursor is not one that this list gave"),
            advice=Bilingual("请从头开始（不带 cursor）", "begin without a cursor"),
        ) from None


def bounded(limit: int) -> int:
    """A size of page that is served."""
    return max(1, min(limit, MOST_AT_ONCE))


def as_time(seconds: float) -> dt.datetime:
    """Seconds since 1970 as an aware time."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def as_time_or_none(seconds: float | None) -> dt.datetime | None:
    """The same for a time that may be missing."""
    return None if seconds is None else as_time(seconds)


def listing(
    rows: Sequence[Row], limit: int, key: Callable[[Row], tuple[float, str]], view: Callable[[Row], View]
) -> Listing[View]:
    """A page of views out of rows, of which one more than ``limit`` was asked for."""
    more = pack_cursor(*key(rows[limit - 1])) if len(rows) > limit else None
    return Listing(tuple(view(row) for row in rows[:limit]), more)

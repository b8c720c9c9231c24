"""What every question about people has in common: the permission, the size of a page, the cursor, unknown ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from domain.access import Permission, Principal, Role
from domain.errors import NotAllowed, NotFound
from domain.people import Listing
from domain.values import Bilingual
from service.listing import pack_cursor

CONSOLE = Principal(id="console", name="console", organisation_id="", role=Role.ADMINISTRATOR)
"""who sits at the machine itself: has the database in hand anyway"""
MOST_AT_ONCE = 200

Row = TypeVar("Row")
View = TypeVar("View")


def require(principal: Principal, *permissions: Permission) -> None:
    """Raises ``NotAllowed`` unless the asker has one of these permissions."""
    if not any(principal.may(permission) for permission in permissions):
        raise NotAllowed(
            Bilingual("您的角色无权进行此操作", "your role may not do that"),
            advice=Bilingual("如需权限，请联系管理员", "ask an administrator"),
        )


def unknown(zh: str, en: str) -> NotFound:
    """The error for an id that is not there, or that the asker may not know of."""
    return NotFound(Bilingual(f"没有此{zh}", f"there is no such {en}"))


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

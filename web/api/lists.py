"""What all lists share: how many, and where to go on."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from domain.errors import UsageError
from domain.values import Bilingual

Item = TypeVar("Item")

MOST = 200
"""of one page of a list"""
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=300,
        pattern=r"^[A-Za-z0-9_=-]+$",
        description="`next_cursor` of the page before; none: from the beginning.",
    ),
]


def part_of(
    items: Sequence[Item], identity: Callable[[Item], str], cursor: str | None, limit: int
) -> tuple[Sequence[Item], str | None]:
    """The part of a list that is whole in memory behind the cursor, and the cursor of the next part.

    Raises ``UsageError`` for a cursor whose item is not there (any more).
    """
    start = 0
    if cursor is not None:
        wanted = _unpack(cursor)
        start = next((n for n, item in enumerate(items, 1) if identity(item) == wanted), -1)
        if start < 0:
            raise wrong_cursor()
    part = items[start : start + limit]
    return part, _pack(identity(part[-1])) if start + limit < len(items) else None


def wrong_cursor() -> UsageError:
    """What is told of a cursor that no list gave."""
    return UsageError(
        Bilingual("cursor 不是本列表给出的", "the cursor is not one that this list gave"),
        advice=Bilingual("请从头开始（不带 cursor）。", "Begin again without a cursor."),
    )


def _pack(identity: str) -> str:
    return base64.urlsafe_b64encode(identity.encode()).decode().rstrip("=")


def _unpack(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise wrong_cursor() from None

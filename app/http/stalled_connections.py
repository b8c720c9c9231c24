"""Connections on which nothing moves: whoever opens many of them would take all there are, or keep their answers in memory.

The web server below closes a connection only between two requests. It waits for ever for the head of a request that was
begun or never came, and for a reader who does not read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

HEAD_SECONDS = 30.0
"""the longest wait for the whole head of a request"""
READER_SECONDS = 60.0
"""the longest wait for somebody who takes nothing of an answer"""


class Cycle(Protocol):
    """One request and its answer."""

    response_complete: bool


class Connection(Protocol):
    """What is looked at of a connection of uvicorn's."""

    @property
    def cycle(self) -> Cycle | None:
        """The request that came last, None before the first."""
        ...

    @property
    def transport(self) -> Any:
        """The ``asyncio.Transport`` under it."""
        ...


class _Standing(NamedTuple):
    """How a connection stood, and since when it stands like that."""

    what: tuple[str, object]
    since: float


class StalledConnections:
    """Ends them. To be called every few seconds, always from the thread of the server's loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._standing: dict[Connection, _Standing] = {}

    def end(self, connections: Iterable[Connection]) -> int:
        """End those that stand still for too long; returns how many."""
        now, before = self._clock(), self._standing
        self._standing = {}
        ended = 0
        for connection in tuple(connections):
            what = _standing(connection)
            if what is None:
                continue
            known = before.get(connection)
            since = known.since if known is not None and known.what == what else now
            self._standing[connection] = _Standing(what, since)
            if now - since >= (READER_SECONDS if what[0] == "reader" else HEAD_SECONDS):
                connection.transport.abort()
                ended += 1
        return ended


def _standing(connection: Connection) -> tuple[str, object] | None:
    """What a connection waits for the other side to do; None while it is worked on."""
    unread = connection.transport.get_write_buffer_size()
    if unread:
        return "reader", unread
    if connection.cycle is None or connection.cycle.response_complete:
        return "head", connection.cycle
    return None

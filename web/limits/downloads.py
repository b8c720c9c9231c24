"""How many bytes of files are on their way to each organisation: each download lies in memory until it has been read."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from domain.errors import TooMuch
from domain.values import Bilingual

PIECE = 256 * 1024
"""bytes that are sent at a time; the next ones wait until these were taken"""
RETRY_SECONDS = 5.0


class Downloads:
    """Counts them; safe to call from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    def under_way(self, organisation: str) -> int:
        """Bytes that are on their way there."""
        return self._under_way[organisation]

    @contextmanager
    def counted(self, organisation: str, size: int, limit: int) -> Iterator[None]:
        """Counts so many bytes while the block runs. Raises ``TooMuch`` when there would be more than ``limit``.

        One download alone is always let through.
        """
        with self._lock:
            already = self._under_way[organisation]
            if already and already + size > limit:
                raise TooMuch(
                    Bilingual(
                        "贵单位同时下载的文件过多", "your organisation downloads too much at the same time"
                    ),
                    advice=Bilingual(
                        "请等其他下载完成后再试", "try again when the other downloads have ended"
                    ),
                    retry_after=RETRY_SECONDS,
                )
            self._under_way[organisation] += size
        try:
            yield
        finally:
            with self._lock:
                self._under_way[organisation] -= size
                if self._under_way[organisation] <= 0:
                    del self._under_way[organisation]


class InPieces(Response):
    """An answer that is sent no faster than it is read; ``on_end`` is called when it has left, or cannot any more."""

    def __init__(
        self, content: bytes, headers: Mapping[str, str], media_type: str, on_end: Callable[[], None]
    ) -> None:
        super().__init__(content, headers=headers, media_type=media_type)
        self._on_end = on_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await self._send(send)
        finally:
            self._on_end()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        content = memoryview(self.body)
        for start in range(0, len(content), PIECE):
            piece = bytes(content[start : start + PIECE])
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

"""Refuses bodies over the limit before they are read, and gives up those that stall."""

from __future__ import annotations

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.values import Bilingual
from web.language import preferred
from web.problems import kinds
from web.problems.document import ProblemError
from web.problems.failures import problem_of
from web.settings import MEGABYTE, WebSettings


class BodyLimit:
    """Counts what comes in: by Content-Length at once, chunk by chunk where none is given.

    An upload is a POST to an address that ends in ``/files``; all others may send ``max_body_bytes``.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope)
        headers = Headers(scope=scope)
        told = headers.get("content-length", "")
        if told.isdecimal() and int(told[:20]) > limit:
            problem = problem_of(_too_large(limit))
            assert problem is not None
            answer = problem.answer(scope["path"], preferred(headers.get("accept-language")))
            await answer(scope, receive, send)
            return
        await self._app(scope, _Counted(receive, limit, self._settings), send)

    def _limit(self, scope: Scope) -> int:
        is_upload = scope["method"] == "POST" and scope["path"].endswith("/files")
        return self._settings.max_upload_bytes if is_upload else self._settings.max_body_bytes


class _Counted:
    """A ``receive`` that raises when more comes in than may, nothing comes for too long, or all of it too slowly."""

    def __init__(self, receive: Receive, limit: int, settings: WebSettings) -> None:
        self._receive = receive
        self._limit = limit
        self._settings = settings
        self._count = 0
        self._waited = 0.0
        self._is_complete = False

    async def __call__(self) -> Message:
        if self._is_complete:  # from here on it waits for the client to go away
            return await self._receive()
        began = time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), self._patience())
        except TimeoutError:
            self._is_complete = True
            raise ProblemError(kinds.STALLED, headers={"connection": "close"}) from None
        self._waited += time.monotonic() - began
        self._is_complete = message["type"] != "http.request" or not message.get("more_body", False)
        self._count += len(message.get("body", b""))
        if self._count > self._limit:
            self._is_complete = True
            raise _too_large(self._limit)
        return message

    def _patience(self) -> float:
        """Seconds for the next piece: drop by drop, a body would be waited for as long as its sender likes."""
        stall = self._settings.body_stall_seconds
        earned = self._count / self._settings.slowest_body_bytes_per_second
        return max(0.0, min(stall, stall + earned - self._waited))


def _too_large(limit: int) -> ProblemError:
    size = f"{limit / MEGABYTE:g} MB"
    return ProblemError(
        kinds.TOO_LARGE,
        Bilingual(
            f"一次请求最多 {size}（{limit} 字节）", f"one request may hold {size} ({limit} bytes) at most"
        ),
        headers={"connection": "close"},
    )

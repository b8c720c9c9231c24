"""Refuses a request whose address or headers are longer than any of ours, before anything looks at them."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from web.language import preferred
from web.problems import kinds
from web.problems.document import ProblemDocument
from web.problems.kinds import ProblemKind

MOST_PATH_BYTES = 2_000
MOST_QUERY_BYTES = 8_000
MOST_HEADER_BYTES = 16_000
"""of all names and values together"""
MOST_HEADERS = 100


class HeadLimit:
    """Looks at the lengths only. What is refused is answered without repeating any of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        kind = _refusal(scope) if scope["type"] == "http" else None
        if kind is None:
            await self._app(scope, receive, send)
            return
        problem = ProblemDocument(kind, kind.title, kind.advice, {"connection": "close"})
        language = preferred(Headers(scope=scope).get("accept-language"))
        await problem.answer("/", language)(scope, receive, send)


def _refusal(scope: Scope) -> ProblemKind | None:
    if len(scope.get("raw_path") or scope["path"].encode()) > MOST_PATH_BYTES:
        return kinds.ADDRESS_TOO_LONG
    if len(scope["query_string"]) > MOST_QUERY_BYTES:
        return kinds.ADDRESS_TOO_LONG
    headers = scope["headers"]
    if (
        len(headers) > MOST_HEADERS
        or sum(len(name) + len(value) for name, value in headers) > MOST_HEADER_BYTES
    ):
        return kinds.HEADERS_TOO_LARGE
    return None

"""The outermost layer: whatever happens inside, the asker gets an answer and the operator a line in the log."""

from __future__ import annotations

import logging
import secrets

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.language import preferred
from web.problems import kinds
from web.problems.document import ProblemDocument

_LOG = logging.getLogger("tongguan.web")


class Failsafe:
    """Answers 500 without a word of what went wrong inside, but with an id that stands in the log with all of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_begun = False

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            _LOG.info("the client went away", extra={"path": scope["path"]})
        except Exception as error:
            failure_id = secrets.token_hex(8)
            told = {"failure_id": failure_id, "method": scope["method"], "path": scope["path"]}
            _LOG.error("request failed", exc_info=error, extra=told)
            if is_begun:
                raise  # the connection must break: a half answer may not look like a whole one
            problem = ProblemDocument(
                kinds.INTERNAL, kinds.INTERNAL.title, kinds.INTERNAL.advice, failure_id=failure_id
            )
            language = preferred(Headers(scope=scope).get("accept-language"))
            await problem.answer(scope["path"], language)(scope, receive, send)

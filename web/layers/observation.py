"""Measures every request and writes its line into the log: the outermost layer of the application."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.operators.metrics import Metrics
from web.path_ids import is_id
from workers.operator_log import about, log_event

UNKNOWN = "(none)"
"""route of a request that no route took: its address is not repeated, there is no end to these"""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""others are somebody's invention, of which there is no end either"""
_CONVERTER = re.compile(r":[a-z]+}")
QUIET_ROUTES = ("/healthz", "/readyz", "/metrics")
"""asked every few seconds by machines: written only when they fail"""


class Observation:
    """ASGI middleware. The request's id is in ``scope["state"]["request_id"]`` and in the header ``X-Request-Id``."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note it when it has ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        request_id = f"req_{secrets.token_hex(8)}"
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500  # what the client sees when the answer never began

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {
                    **message,
                    "headers": [*message.get("headers", ()), (b"x-request-id", request_id.encode())],
                }
            await send(message)

        with about(request_id=request_id):
            try:
                await self._app(scope, receive, observed)
            finally:
                self._note(scope, status, time.monotonic() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else UNKNOWN
        route = route_of(scope)
        self._metrics.observe(method, route, status, seconds)
        level = logging.ERROR if status >= 500 else logging.DEBUG if route in QUIET_ROUTES else logging.INFO
        client = scope.get("client")
        ids = {name: value for name, value in (scope.get("path_params") or {}).items() if is_id(value)}
        with about(**ids):
            log_event(
                "request",
                level,
                method=method,
                route=route,
                status=status,
                seconds=round(seconds, 4),
                address=client[0] if client else None,
            )


def route_of(scope: Scope) -> str:
    """The template of the route that took the request, such as ``/api/v1/bundles/{id}``.

    A route knows its own part only, not what its router was put under: the rest is taken from the address.
    """
    route = scope.get("route")
    if route is None:
        return UNKNOWN
    template = _CONVERTER.sub("}", str(route.path))
    taken = template
    for name, value in (scope.get("path_params") or {}).items():
        taken = taken.replace(f"{{{name}}}", str(value))
    path = str(scope["path"])
    return path.removesuffix(taken) + template if path.endswith(taken) else template

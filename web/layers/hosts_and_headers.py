"""Layers around the whole application: the names it answers under, and the headers that every answer carries."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.language import preferred
from web.problems import kinds
from web.problems.document import ProblemDocument
from web.settings import WebSettings

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), microphone=(), payment=(), usb=()",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "cache-control": "no-store",
}
"""put on every answer that does not say otherwise itself"""
_HSTS = "max-age=31536000"


class SecurityHeaders:
    """Adds ``HEADERS``; what an answer sets itself stays."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._headers = HEADERS | ({"strict-transport-security": _HSTS} if settings.cookie_secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, adding)


class KnownHost:
    """Answers only under names that are known, so that no page elsewhere can make a browser talk to us unseen."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        base = urlsplit(settings.base_url).hostname or ""
        self._names = {name.lower() for name in (*settings.allowed_hosts, base)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._is_known(headers.get("host", "")):
            await self._app(scope, receive, send)
            return
        kind = kinds.WRONG_HOST
        answer = ProblemDocument(kind, kind.title, kind.advice)
        await answer.answer(scope["path"], preferred(headers.get("accept-language")))(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        return "*" in self._names or _without_port(host).lower() in self._names


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host

"""Every page of the site in one table, and the files that they load."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from domain.access import Permission as P
from web.pages import audit, bundles, entry, keys, operating, people
from web.pages.requests import Page, failure, guarded
from web.problems import failures

_READ = (P.READ_OWN, P.READ_ALL)
_KEYS = (P.MANAGE_OWN_KEYS, P.MANAGE_PEOPLE)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page: its path, who may see it (one of these permissions; nobody in particular when empty), what makes it."""

    path: str
    need: tuple[P, ...]
    page: Page


PAGES: tuple[PageLine, ...] = (
    PageLine("/password", (), entry.change_password),
    PageLine("/bundles", _READ, bundles.show_list),
    PageLine("/bundles/{id}", _READ, bundles.show_bundle),
    PageLine("/bundles/{id}/live", _READ, bundles.show_live),
    PageLine("/people", (P.MANAGE_PEOPLE,), people.show_people),
    PageLine("/keys", _KEYS, keys.show_keys),
    PageLine("/jobs", (P.READ_JOBS, P.OPERATE), operating.show_jobs),
    PageLine("/audit", (P.READ_AUDIT,), audit.show_audit),
)
OPEN: tuple[tuple[str, Callable[[Request], Response]], ...] = (
    ("/", entry.go_home),
    ("/log-in", entry.log_in),
    ("/first", entry.first),
    ("/language/{language}", entry.choose_language),
)
"""pages for people who are not logged in"""


def mount(app: FastAPI) -> None:
    """Add the pages to the application."""
    for line in PAGES:
        app.router.routes.append(PageRoute(line.path, guarded(line.page, line.need)))
    for path, endpoint in OPEN:
        app.router.routes.append(PageRoute(path, endpoint))
    for name, asset in _assets().items():
        app.router.routes.append(PageRoute(f"/static/{name}", partial(_answer, asset=asset)))
    app.add_exception_handler(404, _nothing_here)


async def _nothing_here(request: Request, error: Exception) -> Response:
    """A page for who mistyped an address in a browser, a problem document for everybody else."""
    is_for_people = not request.url.path.startswith("/api/") and "text/html" in request.headers.get(
        "accept", ""
    )
    return failure(request, error) if is_for_people else await failures.answer(request, error)


class PageRoute(Route):
    """A route that says, as those of the API do, which one took the request: for metrics and log."""

    def __init__(self, path: str, endpoint: Callable[[Request], Response]) -> None:
        super().__init__(path, endpoint, methods=["GET"], include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As every route, and with itself in the scope."""
        match, child = super().matches(scope)
        return match, (child if match is Match.NONE else {**child, "route": self})


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    media_type: str
    tag: str


def _assets() -> dict[str, _Asset]:
    """The files of ``web/static`` by name: no path that a browser sends is ever looked up on the disk."""
    found = {}
    for file in files("web").joinpath("static").iterdir():
        if file.is_file():
            content = file.read_bytes()
            media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            found[file.name] = _Asset(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
    return found


def _answer(request: Request, *, asset: _Asset) -> Response:
    headers = {"etag": asset.tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, headers=headers, media_type=asset.media_type)

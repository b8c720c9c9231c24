"""Makes the application: every layer and every route, in one place."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI

from web.api import audit, bundles, events, files, jobs, keys, pages, people, results, sessions
from web.api.permission_check import CheckedRoute
from web.api.permissions import NEEDS
from web.api_docs.openapi import API_PATH, describe_by
from web.api_docs.reference import mount_reference
from web.layers.body_limit import BodyLimit
from web.layers.failsafe import Failsafe
from web.layers.head_limit import HeadLimit
from web.layers.hosts_and_headers import KnownHost, SecurityHeaders
from web.layers.observation import Observation
from web.operators.health import health_router
from web.operators.metrics import Metrics, metrics_router
from web.pages.mounting import mount
from web.problems import failures
from web.settings import WebSettings
from web.state import WebState
from workers.services import Services

ROUTERS = (
    sessions.router, people.router, keys.router, bundles.router, files.router, pages.router, results.router,
    events.router, jobs.router, audit.router,
)  # fmt: skip
"""in the order in which the description of the API shows them"""


def create_app(
    services: Services, settings: WebSettings | None = None, *, stopping: threading.Event | None = None
) -> FastAPI:
    """The ASGI application. ``stopping`` is set by the server when it begins to stop, so that event streams end.

    Raises ``ValueError`` when a route has no line in the table of permissions, or a line there no route.
    """
    state = WebState(services, settings or WebSettings(), stopping=stopping or threading.Event())
    app = FastAPI(title="Tongguan", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    app.state.web = state
    failures.install(app)
    add_api(app)
    mount(app)
    mount_reference(app)
    metrics = Metrics(services)
    app.include_router(health_router(services, state.settings.metrics_token))
    app.include_router(metrics_router(metrics, state.settings.metrics_token))
    app.add_middleware(BodyLimit, settings=state.settings)
    app.add_middleware(KnownHost, settings=state.settings)
    app.add_middleware(Failsafe)
    app.add_middleware(HeadLimit)
    app.add_middleware(SecurityHeaders, settings=state.settings)
    app.add_middleware(Observation, metrics=metrics)
    return app


def add_api(app: FastAPI) -> None:
    """Put every route of the API into an application, with its description. Raises ``ValueError`` as ``create_app``."""
    _check_permissions()
    for router in ROUTERS:
        app.include_router(router, prefix=API_PATH)
    describe_by(app)


def api_description() -> dict[str, Any]:
    """The description of the API alone, without services: for ``docs/openapi.json``."""
    app = FastAPI()
    add_api(app)
    return app.openapi()


def _check_permissions() -> None:
    """A guarded route is found in the table when it is made; here, that all are guarded, and that the table has no more."""
    routes = [route for router in ROUTERS for route in router.routes]
    if loose := [route for route in routes if not isinstance(route, CheckedRoute)]:
        raise ValueError(f"routes of the API without a guard: {loose}")
    operations = {route.name for route in routes if isinstance(route, CheckedRoute)}
    if unused := NEEDS.keys() - operations:
        raise ValueError(
            f"web/api/permissions.py names routes that are not there: {', '.join(sorted(unused))}"
        )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: WebState = app.state.web
    to_thread.current_default_thread_limiter().total_tokens = state.settings.threads
    yield
    state.stopping.set()

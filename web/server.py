"""Makes the application: every layer and every route, in one place."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from fastapi.routing import APIRoute

from web import failures
from web.api import audit, bundles, events, files, jobs, keys, pages, people, results, sessions
from web.api.permissions import NEEDS
from web.body_limit import BodyLimit
from web.failsafe import Failsafe
from web.guards import KnownHost, SecurityHeaders
from web.health import health_router
from web.metrics import Metrics, metrics_router
from web.observation import Observation
from web.openapi import API_PATH, describe_by
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
    for router in ROUTERS:
        app.include_router(router, prefix=API_PATH)
    metrics = Metrics(services)
    app.include_router(health_router(services, state.settings.metrics_token))
    app.include_router(metrics_router(metrics, state.settings.metrics_token))
    _check_permissions()
    describe_by(app)
    app.add_middleware(BodyLimit, settings=state.settings)
    app.add_middleware(KnownHost, settings=state.settings)
    app.add_middleware(Failsafe)
    app.add_middleware(SecurityHeaders, settings=state.settings)
    app.add_middleware(Observation, metrics=metrics)
    return app


def _check_permissions() -> None:
    """Every route was found in the table when it was made; here, that the table has no more than these."""
    operations = {route.name for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
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

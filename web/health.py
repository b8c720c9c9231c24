"""``/healthz``: the process lives. ``/readyz``: it can do its work, or which part it is that cannot be reached."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from workers.readiness import Readiness
from workers.services import Services


def health_router(services: Services) -> APIRouter:
    """Both routes. They tell nothing that a stranger may not know: no addresses, and reasons only in the log."""
    router = APIRouter(include_in_schema=False)
    readiness = Readiness(services)

    @router.get("/healthz")
    async def is_alive() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @router.get("/readyz")
    def is_ready() -> JSONResponse:
        states = readiness.states()
        is_all = all(state.is_ready for state in states)
        parts = {state.name: {"ready": state.is_ready, "reason": state.reason} for state in states}
        content = {"status": "ready" if is_all else "not ready", "parts": parts}
        return JSONResponse(content, status_code=200 if is_all else 503)

    return router

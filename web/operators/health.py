"""``/healthz``: the process lives. ``/readyz``: it can do its work, or which part it is that cannot be reached."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from service.readiness import Readiness
from web.operators.access import may_see
from workers.services import Services


def health_router(services: Services, token: str) -> APIRouter:
    """Both routes. Why a part cannot be reached is told to operators only, as the metrics are; it is in the log, too."""
    router = APIRouter(include_in_schema=False)
    readiness = Readiness(services)

    @router.get("/healthz")
    async def is_alive() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @router.get("/readyz")
    def is_ready(request: Request) -> JSONResponse:
        states = readiness.states()
        is_all = all(state.is_ready for state in states)
        is_operator = may_see(request, token)
        parts = {
            state.name: {"ready": state.is_ready} | ({"reason": state.reason} if is_operator else {})
            for state in states
        }
        content = {"status": "ready" if is_all else "not ready", "parts": parts}
        return JSONResponse(content, status_code=200 if is_all else 503)

    return router

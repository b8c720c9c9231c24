"""What happens to a bundle, as it happens: server-sent events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from domain.access import Principal
from domain.lifecycle import State
from service import bundle_commands as bundles
from web.admission import is_still
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.schemas.work import Happened
from web.state import WebState, state_of
from workers.events import Event

router = checked_router("events")

_ENDED = (State.DECIDED, State.WITHDRAWN, State.WAITING_FOR_CLERK)
"""states in which nothing happens before somebody does something elsewhere"""
_RETRY_MS = 2000
_LOOK_SECONDS = 5.0
"""how often the state is looked at where no event tells of it"""
_END = b"event: end\ndata: {}\n\n"
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events. `data` is a `Happened`; `event: end` says that nothing more will happen.",
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "object",
                    "title": "Told",
                    "description": "One event, as OpenAPI 3.2 describes them.",
                    "properties": {
                        "id": {"type": "string"},
                        "event": {"type": "string", "description": "`end`, or none"},
                        "data": {"type": "string", "description": "JSON"},
                        "retry": {"type": "integer"},
                    },
                },
                "example": 'id: 4711\ndata: {"number":4711,"kind":"page_read","name":"certificate.jpg","page":1,'
                '"done":3,"total":12,"message":""}\n\n',
            }
        },
    },
    204: {"description": "Nothing happened since, and nothing will: do not ask again."},
}

EventNumber = Annotated[
    str | None,
    Header(
        pattern=r"^[0-9]{1,18}$",
        description="Number of the last event that was seen: the stream goes on behind it. Browsers send it by themselves.",
    ),
]


@router.get("/bundles/{bundle_id}/events", response_class=StreamingResponse, responses=_STREAM)
async def stream_events(
    bundle_id: str,
    request: Request,
    asker: Asker,
    services: InjectedServices,
    last_event_id: EventNumber = None,
    after: Annotated[
        int | None, Query(ge=0, le=10**18, description="The same, where no header can be sent.")
    ] = None,
) -> Response:
    """Follow the bundle: every event once, from the first or from where the asker was, then as they happen."""
    state = state_of(request)
    seen = int(last_event_id) if last_event_id is not None else after or 0
    bundle = await run_in_threadpool(bundles.view, services, asker, bundle_id)
    if bundle.state in _ENDED and seen:
        news = await run_in_threadpool(bundles.events, services, asker, bundle_id, seen)
        if not news:
            return Response(status_code=204)
    for one, limit in _limits(state, asker):
        state.streams.check(one, limit)
    return StreamingResponse(
        _follow(request, asker, bundle_id, seen),
        media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )


def _limits(state: WebState, asker: Principal) -> tuple[tuple[str, int], ...]:
    """For whom streams are counted, and how many each may have: an organisation may have a hundred keys."""
    settings = state.settings
    return (asker.id, settings.streams_per_account), (
        asker.organisation_id,
        settings.streams_per_organisation,
    )


async def _follow(request: Request, asker: Principal, bundle_id: str, seen: int) -> AsyncIterator[bytes]:
    state = state_of(request)
    settings, services = state.settings, state.services
    begun = spoke = happened = time.monotonic()
    looked, has_ended = float("-inf"), False
    if not state.streams.enter(*_limits(state, asker)):
        return  # the browser comes again, and is told then
    try:
        yield f"retry: {_RETRY_MS}\n\n".encode()
        while time.monotonic() - begun < settings.stream_seconds and not state.stopping.is_set():
            news = await run_in_threadpool(bundles.events, services, asker, bundle_id, seen)
            now = time.monotonic()
            if news:
                seen, spoke, happened = news[-1].number, now, now
                yield b"".join(_packed(event) for event in news)
            if now - looked > _LOOK_SECONDS and not await run_in_threadpool(is_still, request, asker):
                return  # logged out or shut out meanwhile
            if news or now - looked > _LOOK_SECONDS:
                bundle = await run_in_threadpool(bundles.view, services, asker, bundle_id)
                has_ended, looked = bundle.state in _ENDED, now
            if has_ended and now - happened > settings.stream_grace_seconds:
                yield _END
                return
            if now - spoke > settings.stream_heartbeat_seconds:
                spoke = now
                yield b": still here\n\n"
            await asyncio.sleep(settings.stream_poll_seconds)
    finally:
        state.streams.leave(*(one for one, _ in _limits(state, asker)))


def _packed(event: Event) -> bytes:
    return f"id: {event.number}\ndata: {Happened.model_validate(event).model_dump_json()}\n\n".encode()

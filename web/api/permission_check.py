"""The door of every route: nobody's body is read and no endpoint runs before it is known who asks and that he may."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from domain.access import Principal
from domain.errors import NotAllowed, Unauthenticated
from domain.people import AuditOutcome
from service import identity_commands
from web.admission import Caller, address_of, caller_of, forged, is_forged
from web.api.permissions import BEFORE_OWN_PASSWORD, NEEDS, Need, Open
from web.path_ids import check_ids
from web.problems import kinds
from web.problems.document import ProblemError
from web.state import state_of
from workers.services import Services

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
NOTED_STRANGERS_PER_MINUTE = 30
"""failed keys and sessions from one address that are written into the audit log; more would let a stranger fill it"""
NOTED_DENIALS_PER_MINUTE = 60
"""of one account; a key that asks in a loop for what it may not do would fill the log, and keep all others from writing"""


class CheckedRoute(APIRoute):
    """A route that asks ``NEEDS`` first. A route that is not in the table cannot be made."""

    def get_route_handler(self) -> Handler:
        """The endpoint behind its door."""
        handle = super().get_route_handler()
        operation = self.operation_id or self.name
        if operation not in NEEDS:
            raise ValueError(f"route {self.path} ({operation}) needs a line in web/api/permissions.py")
        need = NEEDS[operation]
        takes_json = self.body_field is not None and not _is_form(self)

        async def guarded(request: Request) -> Response:
            if need is not Open.TO_STRANGERS:
                request.state.caller = await run_in_threadpool(_admit, request, operation, need)
            else:
                state = state_of(request)
                limit = state.settings.address_requests_per_minute
                state.rates.spend(f"address {address_of(request)}", limit)
            if takes_json and not _is_json(request):
                raise ProblemError(kinds.UNSUPPORTED_MEDIA_TYPE, headers={"accept": "application/json"})
            check_ids(request.path_params)
            try:
                return await handle(request)
            except NotAllowed as error:
                await run_in_threadpool(_note_refused, request, str(error))
                raise

        return guarded


def checked_router(tag: str) -> APIRouter:
    """A router whose routes are all guarded and named by their function."""
    return APIRouter(
        tags=[tag], route_class=CheckedRoute, generate_unique_id_function=lambda route: route.name
    )


def _admit(request: Request, operation: str, need: Need) -> Caller:
    try:
        caller = caller_of(request)
    except Unauthenticated as error:
        _note_stranger(request, _where(request), str(error))
        raise
    if is_forged(request, caller):
        _note_denied(request, caller, "no valid CSRF token")
        raise forged()
    if caller.session and caller.session.must_change_password and operation not in BEFORE_OWN_PASSWORD:
        raise ProblemError(kinds.PASSWORD_FIRST)
    if not isinstance(need, Open) and not any(caller.principal.may(permission) for permission in need):
        _note_denied(request, caller, "needs " + " or ".join(need))
        raise NotAllowed(kinds.NOT_ALLOWED.title)
    return caller


def _note_denied(request: Request, caller: Caller, why: str) -> None:
    state, asker = state_of(request), caller.principal
    if state.rates.has(f"denied {asker.id}", NOTED_DENIALS_PER_MINUTE):
        where = _where(request)
        identity_commands.note(
            state.services, asker, "request", where, AuditOutcome.DENIED, detail=why, address=caller.address
        )


def _note_refused(request: Request, why: str) -> None:
    """Note what the commands below did not allow."""
    caller = getattr(request.state, "caller", None)
    if isinstance(caller, Caller):
        _note_denied(request, caller, why)


def _note_stranger(request: Request, where: str, why: str) -> None:
    """Note a key or session that opens nothing; whoever shows none at all has merely not logged in."""
    if not (request.headers.get("authorization") or request.cookies):
        return
    state = state_of(request)
    address = address_of(request)
    if state.rates.has(f"stranger {address}", NOTED_STRANGERS_PER_MINUTE):
        identity_commands.note(
            state.services, None, "request", where, AuditOutcome.DENIED, detail=why, address=address
        )


def _where(request: Request) -> str:
    return f"{request.method} {request.url.path}"


def _is_form(route: APIRoute) -> bool:
    media_type = getattr(route.body_field.field_info, "media_type", "") if route.body_field else ""
    return media_type != "application/json"


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


async def _caller(request: Request) -> Caller:
    caller = request.state.caller
    assert isinstance(caller, Caller)
    return caller


async def _principal(request: Request) -> Principal:
    return (await _caller(request)).principal


async def _services(request: Request) -> Services:
    return state_of(request).services


AskedBy = Annotated[Caller, Depends(_caller)]
Asker = Annotated[Principal, Depends(_principal)]
InjectedServices = Annotated[Services, Depends(_services)]

"""Logging in and out, the first administrator, one's own password."""

from __future__ import annotations

import datetime as dt

from fastapi import Request, Response

from domain.access import Principal
from domain.people import LoggedIn
from service import identity_commands
from web.admission import CSRF_COOKIE, SESSION_COOKIE, address_of
from web.api.permission_check import AskedBy, InjectedServices, checked_router
from web.schemas.people import Founding, LogIn, Me, Opened, PasswordChange
from web.state import WebState, state_of

router = checked_router("sessions")

_MOST_AGENT = 200
"""characters of a browser's name that are kept"""


@router.post("/sessions", status_code=201, response_model=Opened)
def log_in(body: LogIn, request: Request, response: Response, services: InjectedServices) -> Opened:
    """Open a session: sets the cookie `tongguan_session` and tells the CSRF token.

    The token is also in the cookie `tongguan_csrf`, which pages can read.
    """
    opened = identity_commands.log_in(
        services, body.login, body.password, address=address_of(request), agent=_agent(request)
    )
    set_cookies(response, state_of(request), opened)
    return _opened(opened)


@router.get("/sessions/current", response_model=Me)
def show_session(caller: AskedBy) -> Me:
    """Who I am and what I may do; also for machine keys."""
    return _me(caller.principal, bool(caller.session and caller.session.must_change_password))


@router.delete("/sessions/current", status_code=204)
def log_out(request: Request, caller: AskedBy, services: InjectedServices) -> Response:
    """End this session. A machine key has none and stays valid."""
    if caller.session_token:
        identity_commands.log_out(services, caller.session_token)
    return _without_cookies(request)


@router.delete("/sessions", status_code=204)
def log_out_everywhere(request: Request, caller: AskedBy, services: InjectedServices) -> Response:
    """End all my sessions, on every device."""
    if caller.session_token:
        identity_commands.log_out_everywhere(services, caller.principal)
    return _without_cookies(request)


@router.post("/house", status_code=201, response_model=Me)
def found_house(body: Founding, request: Request, services: InjectedServices) -> Me:
    """Make the office and its first administrator, with the one-time token that the server printed at its first start."""
    state = state_of(request)
    state.rates.spend(f"founding {address_of(request)}", state.settings.founding_per_minute)
    principal = identity_commands.found(
        services,
        body.token,
        login=body.login,
        name=body.name,
        password=body.password,
        office_name=body.office_name,
        address=address_of(request),
    )
    return _me(principal, False)


@router.put("/me/password", status_code=204)
def change_password(body: PasswordChange, caller: AskedBy, services: InjectedServices) -> Response:
    """Change my password. My other sessions end, this one stays."""
    identity_commands.change_password(
        services,
        caller.principal,
        body.old,
        body.new,
        session_token=caller.session_token,
        address=caller.address,
    )
    return Response(status_code=204)


def set_cookies(response: Response, state: WebState, opened: LoggedIn) -> None:
    """Give the browser its session, and beside it the token that its pages send back."""
    left = opened.ends_at - dt.datetime.now(dt.UTC)
    for name, value, is_hidden in (
        (SESSION_COOKIE, opened.session_token, True),
        (CSRF_COOKIE, opened.csrf_token, False),
    ):
        response.set_cookie(
            name,
            value,
            max_age=max(0, int(left.total_seconds())),
            path="/",
            secure=state.settings.cookie_secure,
            httponly=is_hidden,
            samesite="lax",
        )


def clear_cookies(response: Response, state: WebState) -> None:
    """Take session and token back."""
    for name, is_hidden in ((SESSION_COOKIE, True), (CSRF_COOKIE, False)):
        response.delete_cookie(
            name, path="/", secure=state.settings.cookie_secure, httponly=is_hidden, samesite="lax"
        )


def _without_cookies(request: Request) -> Response:
    response = Response(status_code=204)
    clear_cookies(response, state_of(request))
    return response


def _agent(request: Request) -> str:
    return "".join(c for c in request.headers.get("user-agent", "") if c.isprintable())[:_MOST_AGENT]


def _me(principal: Principal, must_change_password: bool) -> Me:
    return Me(
        id=principal.id,
        name=principal.name,
        organisation_id=principal.organisation_id,
        role=principal.role,
        permissions=sorted(principal.permissions),
        must_change_password=must_change_password,
    )


def _opened(opened: LoggedIn) -> Opened:
    me = _me(opened.principal, opened.must_change_password)
    return Opened(**me.model_dump(), csrf_token=opened.csrf_token, expires_at=opened.expires_at)

"""Who asks: the one place where a session or machine key becomes a ``Principal``, for the API and for the pages.

Everything here blocks (database), so it runs in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from domain.access import Principal
from domain.errors import Unauthenticated
from domain.people import Session
from domain.values import Bilingual
from service import identity_commands
from web.language import Language, preferred
from web.problems import kinds
from web.problems.document import ProblemError
from web.state import WebState, state_of

SESSION_COOKIE = "tongguan_session"
CSRF_COOKIE = "tongguan_csrf"
"""holds the token that pages send back as a header; of no use without the session"""
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_SECRET = 200
"""characters of a token or key that are looked at"""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and how."""

    principal: Principal
    session: Session | None
    """None for a machine key"""
    session_token: str
    """empty for a machine key"""
    address: str
    language: Language


def address_of(request: Request) -> str:
    """The network address that the request comes from; the server's proxy settings decide whom it believes."""
    return request.client.host if request.client else ""


def language_of(request: Request) -> Language:
    """The language in which the asker wants to be told things."""
    return preferred(request.headers.get("accept-language"))


def caller_of(request: Request) -> Caller:
    """Who asks. Raises ``Unauthenticated``, ``TooMuch`` and, for a change without token, a ``ProblemError``."""
    state = state_of(request)
    address = address_of(request)
    state.rates.spend(f"address {address}", state.settings.address_requests_per_minute)
    caller = _by_key(request, state, address) or _by_session(request, state, address)
    if caller is None:
        raise Unauthenticated(kinds.UNAUTHENTICATED.title)
    state.rates.spend(f"account {caller.principal.id}", state.settings.requests_per_minute)
    return caller


def is_still(request: Request, principal: Principal) -> bool:
    """Whether who asked may still come in and is who he was: for answers that last."""
    state, address = state_of(request), address_of(request)
    try:
        caller = _by_key(request, state, address) or _by_session(request, state, address)
    except Unauthenticated:
        return False
    return caller is not None and caller.principal == principal


def is_forged(request: Request, caller: Caller) -> bool:
    """Whether a change may have been sent by another site: it comes with a cookie and without the session's token."""
    if caller.session is None or request.method in SAFE_METHODS:
        return False
    token = request.headers.get(CSRF_HEADER, "")[:_MOST_SECRET]
    return not token or not identity_commands.is_csrf(caller.session, token)


def _by_key(request: Request, state: WebState, address: str) -> Caller | None:
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated(
            Bilingual("Authorization 头应为 Bearer tgk_…", "the Authorization header must be Bearer tgk_…")
        )
    principal = identity_commands.who_has_key(state.services, secret.strip()[:_MOST_SECRET])
    return Caller(principal, None, "", address, language_of(request))


def _by_session(request: Request, state: WebState, address: str) -> Caller | None:
    token = request.cookies.get(SESSION_COOKIE, "")[:_MOST_SECRET]
    if not token:
        return None
    session = identity_commands.who_is(state.services, token)
    return Caller(session.principal, session, token, address, language_of(request))


def forged() -> ProblemError:
    """What is told of a change that does not prove where it comes from."""
    return ProblemError(kinds.CSRF)

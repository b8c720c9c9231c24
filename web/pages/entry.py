"""Coming in: log-in, the first administrator, one's own password, the choice of language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.access import Permission, Principal
from domain.errors import NotFound, TongguanError, Unauthenticated
from web.admission import caller_of
from web.language import LANGUAGES
from web.pages.rendering import render
from web.pages.requests import LANGUAGE_COOKIE, LOG_IN, PageRequest, failure, language_of, local_path
from web.problems import kinds
from web.state import state_of

_YEAR = 365 * 24 * 3600
_MOST_TOKEN = 200


def go_home(request: Request) -> Response:
    """To what the asker came for: his bundles, or the installation that he keeps."""
    try:
        return RedirectResponse(home_of(caller_of(request).principal), 303)
    except Unauthenticated:
        return RedirectResponse(LOG_IN, 303)
    except TongguanError as error:
        return failure(request, error)


def home_of(principal: Principal) -> str:
    """Where a person of that role begins."""
    if principal.may(Permission.READ_OWN) or principal.may(Permission.READ_ALL):
        return "/bundles"
    return "/people" if principal.may(Permission.MANAGE_PEOPLE) else "/jobs"


def log_in(request: Request) -> Response:
    """The page to log in on; goes on to ``to``."""
    to = request.query_params.get("to")
    return render("log_in.html", language_of(request), request, to=local_path(to) if to else "/")


def first(request: Request) -> Response:
    """Where the first administrator is made, by the link that the server printed."""
    token = request.query_params.get("token", "")[:_MOST_TOKEN]
    return render("first.html", language_of(request), request, token=token)


def change_password(asked: PageRequest) -> Response:
    """A new password for oneself."""
    return render(
        "password.html",
        asked.language,
        asked.request,
        principal=None if asked.must_change_password else asked.principal,
        is_first=asked.must_change_password,
    )


def choose_language(request: Request) -> Response:
    """Keep the language and go back."""
    language = str(request.path_params["language"])
    if language not in LANGUAGES:
        return failure(request, NotFound(kinds.NOT_FOUND.title))
    answer = RedirectResponse(local_path(request.query_params.get("to")), 303)
    answer.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=_YEAR,
        path="/",
        samesite="lax",
        secure=state_of(request).settings.cookie_secure,
    )
    return answer

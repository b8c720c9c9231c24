"""Who asks for a page, and in which language: the page's side of ``web.admission``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.access import Permission, Principal
from domain.errors import NotAllowed, TongguanError, Unauthenticated
from web.admission import caller_of
from web.language import LANGUAGES, Language, preferred
from web.pages.rendering import render
from web.path_ids import check_ids
from web.problems import kinds
from web.problems.failures import problem_of
from web.state import state_of
from workers.services import Services

LANGUAGE_COOKIE = "tongguan_language"
LOG_IN, PASSWORD = "/log-in", "/password"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One request for a page by somebody who is logged in."""

    request: Request
    principal: Principal
    services: Services
    language: Language
    must_change_password: bool

    @property
    def id(self) -> str:
        """The id in the path, empty where there is none."""
        return str(self.request.path_params.get("id", ""))


Page = Callable[[PageRequest], Response]


def language_of(request: Request) -> Language:
    """The language that was chosen, or else that of the browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    for language in LANGUAGES:
        if language == chosen:
            return language
    return preferred(request.headers.get("accept-language"), default="zh")


def guarded(page: Page, need: tuple[Permission, ...]) -> Callable[[Request], Response]:
    """An endpoint that answers people who may do one of ``need`` (all who are logged in when empty)."""

    def endpoint(request: Request) -> Response:
        try:
            asked = _page_request(request, need)
            if asked.must_change_password and request.url.path != PASSWORD:
                return RedirectResponse(PASSWORD, 303)
            check_ids(request.path_params)
            return page(asked)
        except Unauthenticated:
            return RedirectResponse(f"{LOG_IN}?to={quote(_here(request), safe='')}", 303)
        except TongguanError as error:
            return failure(request, error)

    endpoint.__name__ = page.__name__
    return endpoint


def failure(request: Request, error: Exception) -> Response:
    """A page that says what went wrong and what to do; what nobody foresaw is raised again."""
    problem = problem_of(error)
    if problem is None:
        raise error
    language = language_of(request)
    return render(
        "failure.html",
        language,
        request,
        status=problem.kind.status,
        detail=problem.detail.say(language),
        advice=problem.advice.say(language),
    )


def local_path(text: str | None) -> str:
    """A path of this site to go on to; the list of bundles for anything else."""
    path = text or ""
    is_local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_local else "/bundles"


def _page_request(request: Request, need: tuple[Permission, ...]) -> PageRequest:
    caller = caller_of(request)
    if caller.session is None:
        raise Unauthenticated(kinds.UNAUTHENTICATED.title)  # machine keys have no pages
    if need and not any(caller.principal.may(permission) for permission in need):
        raise NotAllowed(kinds.NOT_ALLOWED.title)
    return PageRequest(
        request,
        caller.principal,
        state_of(request).services,
        language_of(request),
        caller.session.must_change_password,
    )


def _here(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")

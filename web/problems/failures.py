"""Turns everything that can be raised while a request is answered into a problem document."""

from __future__ import annotations

import errno
import logging
import math
from collections.abc import Mapping
from dataclasses import replace

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from domain.errors import (
    Conflict,
    NotAllowed,
    NotFound,
    PolicyError,
    StorageError,
    TongguanError,
    TooMuch,
    Unauthenticated,
    UsageError,
)
from domain.values import Bilingual
from web.language import preferred
from web.problems import kinds
from web.problems.document import ProblemDocument, ProblemError
from web.problems.field_errors import field_errors
from web.problems.kinds import ProblemKind
from workers.operator_log import log_event

STORAGE_RETRY_SECONDS = 5
"""after which a database or store that was away is tried again"""

DISK_RETRY_SECONDS = 60
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_KINDS: tuple[tuple[type[TongguanError], ProblemKind], ...] = (
    (Unauthenticated, kinds.UNAUTHENTICATED),
    (NotFound, kinds.NOT_FOUND),
    (NotAllowed, kinds.NOT_ALLOWED),
    (Conflict, kinds.CONFLICT),
    (UsageError, kinds.INVALID),
    (PolicyError, kinds.INVALID),
    (StorageError, kinds.UNAVAILABLE),
)
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
_BY_STATUS = {
    400: kinds.MALFORMED,
    404: kinds.NOT_FOUND,
    405: kinds.METHOD_NOT_ALLOWED,
    413: kinds.TOO_LARGE,
    415: kinds.UNSUPPORTED_MEDIA_TYPE,
}


def install(app: FastAPI) -> None:
    """Let the application answer every failure with a problem document."""
    app.add_exception_handler(TongguanError, answer)
    app.add_exception_handler(HTTPException, answer)
    app.add_exception_handler(RequestValidationError, answer)
    app.add_exception_handler(OSError, answer)


def problem_of(error: Exception) -> ProblemDocument | None:
    """What is told of an error; None for one that nobody foresaw."""
    if isinstance(error, ProblemError):
        return ProblemDocument(error.kind, error.told, error.advice, error.headers or {}, error.errors)
    if isinstance(error, RequestValidationError):
        return ProblemDocument(
            kinds.INVALID, kinds.INVALID.title, kinds.INVALID.advice, errors=field_errors(error.errors())
        )
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, OSError):
        return _of_disk(error)
    return _of_ours(error) if isinstance(error, TongguanError) else None


def _of_ours(error: TongguanError) -> ProblemDocument | None:
    if isinstance(error, TooMuch):
        kind = kinds.TOO_LARGE if error.retry_after is None else kinds.TOO_MANY_REQUESTS
        return _told(kind, error, retry_after(error.retry_after))
    found = next((kind for kind_of_error, kind in _KINDS if isinstance(error, kind_of_error)), None)
    if found is None:
        return None
    if found is kinds.UNAVAILABLE:  # what went wrong inside is for the log
        return ProblemDocument(found, found.title, found.advice, retry_after(STORAGE_RETRY_SECONDS))
    headers = {"www-authenticate": "Bearer"} if found is kinds.UNAUTHENTICATED else {}
    return _told(found, error, headers)


def _of_disk(error: OSError) -> ProblemDocument | None:
    """A disk that is full fills up again and is emptied again: nothing is wrong with the request."""
    if error.errno not in _DISK_FULL:
        return None
    log_event("disk_full", logging.ERROR, reason=str(error))
    kind = kinds.UNAVAILABLE
    return ProblemDocument(kind, kind.title, kind.advice, retry_after(DISK_RETRY_SECONDS))


def _told(kind: ProblemKind, error: TongguanError, headers: Mapping[str, str]) -> ProblemDocument:
    return ProblemDocument(kind, error.told, error.told_advice or kind.advice, headers)


def _of_http(error: HTTPException) -> ProblemDocument:
    kind = _BY_STATUS.get(error.status_code, kinds.MALFORMED)
    is_told = error.status_code == 400 and error.detail != "Bad Request"
    detail = Bilingual(kind.title.zh, error.detail) if is_told else kind.title
    return ProblemDocument(kind, detail, kind.advice, error.headers or {})


def retry_after(seconds: float | None) -> dict[str, str]:
    """The header that says when to try again."""
    return {} if seconds is None else {"retry-after": str(max(1, math.ceil(seconds)))}


def _allowed(request: Request) -> str:
    """Every method that this path takes, whichever routes they belong to."""

    def is_taken(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(filter(is_taken, _METHODS))


async def answer(request: Request, error: Exception) -> Response:
    """The problem document of a failure; what nobody foresaw is raised again."""
    problem = problem_of(error)
    if problem is not None and problem.kind is kinds.METHOD_NOT_ALLOWED:
        problem = replace(problem, headers={"allow": _allowed(request)})
    if problem is None:
        raise error  # told by ``web.layers.failsafe``, with an id
    return problem.answer(request.url.path, preferred(request.headers.get("accept-language")))

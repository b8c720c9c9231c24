"""The description of the API as pages for people: made by the server, without scripts and outside resources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.errors import NotFound
from web.admission import language_of
from web.api_docs.openapi import OPENAPI_PATH
from web.problems import kinds
from web.problems.kinds import PROBLEM_KINDS, ProblemKind

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def mount_reference(app: FastAPI) -> None:
    """Serve ``/api/docs``, and under ``/problems`` what problem documents name as their type."""

    def show_reference() -> HTMLResponse:
        return _page(reference_page(app.openapi()))

    def list_problems(request: Request) -> HTMLResponse:
        return _page(_problems(PROBLEM_KINDS, request))

    def show_problem(request: Request, slug: str) -> HTMLResponse:
        found = tuple(kind for kind in PROBLEM_KINDS if kind.slug == slug)
        if not found:
            raise NotFound(kinds.NOT_FOUND.title)
        return _page(_problems(found, request))

    pages: tuple[tuple[str, Callable[..., HTMLResponse]], ...] = (
        ("/api/docs", show_reference),
        ("/problems", list_problems),
        ("/problems/{slug}", show_problem),
    )
    for path, endpoint in pages:
        app.add_api_route(path, endpoint, include_in_schema=False, response_class=HTMLResponse)


def reference_page(document: dict[str, Any]) -> str:
    """The HTML of a description."""
    operations: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            operations[operation["tags"][0]].append(_shown(path, method, operation))
    template = _environment(Undefined).get_template("reference.html")
    return template.render(document=document, operations=operations, openapi_path=OPENAPI_PATH)


def _shown(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        **operation,
        "path": path,
        "method": method.upper(),
        "requests": [
            (media_type, _text(content.get("example")))
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items()
        ],
        "answers": list(_answers(operation["responses"])),
        "failures": [status for status in operation["responses"] if status >= "4"],
    }


def _answers(responses: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for status, answer in responses.items():
        if status < "4":
            contents = answer.get("content") or {"": {}}
            for media_type, content in contents.items():
                yield status, media_type, _text(content.get("example"))


def _text(example: Any) -> str:
    return "" if example is None else json.dumps(example, ensure_ascii=False, indent=2)


def _problems(found: tuple[ProblemKind, ...], request: Request) -> str:
    template = _environment(StrictUndefined).get_template("problems.html")
    return template.render(kinds=found, lang=language_of(request))


def _page(text: str) -> HTMLResponse:
    return HTMLResponse(text, headers={"content-security-policy": POLICY})


@cache
def _environment(undefined: type[Undefined]) -> Environment:
    """Strict where we know all the values; a description has parts that may be absent."""
    return Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

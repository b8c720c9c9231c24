"""The description of the API (OpenAPI 3.1): made from the routes, with every failure, example and lock filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from domain.result import Result
from web.admission import CSRF_HEADER, SESSION_COOKIE
from web.api.permissions import NEEDS, Open
from web.api.results import Checklist, Draft, Findings
from web.api_docs.examples import EXAMPLES
from web.problems.document import MEDIA_TYPE
from web.problems.kinds import PROBLEM_KINDS, ProblemKind
from web.schemas.base import Answer, Request

API_PATH = "/api/v1"
OPENAPI_PATH = f"{API_PATH}/openapi.json"
VERSION = "1.0"
_VALUES = (Result, Findings, Draft, Checklist)
"""values of ``domain`` that are answered as they are stored"""
_REF = "#/components/schemas/{name}"
_NAMING_OTHERS = ("list_users", "create_user", "list_keys", "create_key")
"""operations that name an organisation, which may not be there, elsewhere than in their path"""
_METHODS = ("get", "post", "put", "patch", "delete")
_TAGS = (
    ("sessions", "Log-in, the first administrator, one's own password."),
    ("people", "Organisations and the people in them: for the administrator."),
    ("keys", "Machine keys with scopes."),
    (
        "bundles",
        "Bundles: the papers of one export application each, from the first photograph to the verdict.",
    ),
    ("files", "The papers of a bundle."),
    ("pages", "Pictures of pages, whole and in part."),
    ("results", "What came of a bundle."),
    ("events", "What happens to a bundle, as it happens."),
    ("jobs", "The machine's work, for the operator."),
    ("audit", "Who did what."),
)
_DESCRIPTION = f"""\
Reads the papers of used cars that are about to leave China and says for each car *clear*, *review* or *refuse*, with the
evidence.

**Who asks**: people log in (`POST {API_PATH}/sessions`) and send the cookie `{SESSION_COOKIE}`, and with everything that
changes something `{CSRF_HEADER}`; machines send `Authorization: Bearer tgk_…`. What belongs to others looks like what is
not there: 404.

**Again**: requests that create something take an `Idempotency-Key`. Lists are walked with `cursor`. Changes of a bundle
take `If-Match` with its ETag.

**Failures** are `{MEDIA_TYPE}` (RFC 9457), in Chinese or English as `Accept-Language` says: `type` names the kind,
`detail` what happened, `advice` what to do, `errors` every wrong field.
"""
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "ProblemDocument",
    "description": "What failed, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "advice"],
    "properties": {
        "type": {"type": "string", "description": "Path of a page about this kind of failure."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "The path that was asked for."},
        "advice": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "field", "message"],
                "properties": {
                    "in": {"type": "string", "description": "`body`, `query`, `path` or `header`"},
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
        "failure_id": {"type": "string", "description": "Of an inner failure: it stands in the log."},
    },
}


def describe_by(app: FastAPI) -> None:
    """Have the application describe itself so, and serve the description."""
    made: list[dict[str, Any]] = []

    def openapi() -> dict[str, Any]:
        if not made:
            made.append(describe(app))
        return made[0]

    async def serve() -> JSONResponse:
        return JSONResponse(openapi())

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_api_route(OPENAPI_PATH, serve, include_in_schema=False)


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document."""
    document = get_openapi(
        title="Tongguan 通关",
        version=VERSION,
        openapi_version="3.1.0",
        summary="The papers of used cars for export: upload, follow, verdict, evidence.",
        description=_DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in _TAGS],
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name, schema in msgspec.json.schema_components(_VALUES, ref_template=_REF)[1].items():
        schemas.setdefault(name, schema)
    schemas["ProblemDocument"] = _PROBLEM
    for name, example in (_examples_of(Request) | _examples_of(Answer) | EXAMPLES).items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    document["components"]["responses"] = _problem_answers()
    document["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A machine key, `tgk_…`."},
        "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
    }
    for operation in operations_of(document):
        _describe_operation(operation, schemas)
    plain: dict[str, Any] = json.loads(json.dumps(document))
    return plain


def operations_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a description, each with its ``method``."""
    for item in document["paths"].values():
        for method in _METHODS:
            if method in item:
                item[method]["x-method"] = method
                yield item[method]


def _describe_operation(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        parameter["schema"] = _without_null(parameter["schema"])
    operation["summary"] = re.split(r"[.:;](?:\s|$)", operation["description"], maxsplit=1)[0]
    need = NEEDS[operation["operationId"]]
    if need is not Open.TO_STRANGERS:
        operation["security"] = [{"key": []}, {"session": []}]
        if not isinstance(need, Open):
            needed = " or ".join(f"`{permission}`" for permission in need)
            operation["description"] = f"{operation.get('description', '')}\n\nNeeds {needed}.".strip()
    responses = operation["responses"]
    responses.pop("422", None)
    statuses = _failures(operation)
    for status in sorted(statuses):
        responses[str(status)] = {"$ref": f"#/components/responses/{_answer_name(status)}"}
    if _parameter(operation, "if-none-match"):
        responses["304"] = {"description": "It is still what the asker has."}
    del operation["x-method"]
    for content in _contents(operation):
        if "example" not in content and (example := _example(content.get("schema", {}), schemas)):
            content["example"] = example


def _examples_of(base: type[BaseModel]) -> dict[str, Any]:
    """Name of a model to its example, with the nulls that FastAPI leaves out."""
    found: dict[str, Any] = {}
    for model in base.__subclasses__():
        extra = model.model_config.get("json_schema_extra")
        if isinstance(extra, dict) and isinstance(examples := extra.get("examples"), list):
            found[model.__name__] = examples[0]
        found |= _examples_of(model)
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter: left out it may be, but there is no way to send a null."""
    kept = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(kept) != 1:
        return schema
    return {**{name: value for name, value in schema.items() if name not in ("anyOf", "title")}, **kept[0]}


def _failures(operation: dict[str, Any]) -> set[int]:
    """The statuses that a failure of this operation can have."""
    statuses = {400, 429, 500, 503}
    need = NEEDS[operation["operationId"]]
    is_change = operation["x-method"] != "get"
    body = operation.get("requestBody")
    parameters = operation.get("parameters", [])
    statuses |= {401} if need is not Open.TO_STRANGERS or body else set()
    statuses |= {403} if need is not Open.TO_STRANGERS else set()
    statuses |= {404} if any(each["in"] == "path" for each in parameters) else set()
    statuses |= {404} if operation["operationId"] in _NAMING_OTHERS else set()
    statuses |= {409} if is_change else set()
    statuses |= {412} if _parameter(operation, "if-match") else set()
    statuses |= {408, 413, 415} if body else set()
    return statuses | ({422} if body or parameters else set())


def _problem_answers() -> dict[str, Any]:
    """Name of an answer to its description: one for each status, with an example for each kind of problem."""
    answers: dict[str, Any] = {}
    for kind in PROBLEM_KINDS:
        answer = answers.setdefault(_answer_name(kind.status), _problem_answer(kind))
        answer["content"][MEDIA_TYPE]["examples"][kind.slug] = {"value": _problem_example(kind)}
    return answers


def _answer_name(status: int) -> str:
    return f"Problem{status}"


def _problem_answer(kind: ProblemKind) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name="ProblemDocument")}
    answer: dict[str, Any] = {
        "description": kind.title.en,
        "content": {MEDIA_TYPE: {"schema": schema, "examples": {}}},
    }
    if kind.status in (429, 503):
        answer["headers"] = {
            "Retry-After": {"schema": {"type": "string"}, "description": "seconds", "required": False}
        }
    return answer


def _problem_example(kind: ProblemKind) -> dict[str, Any]:
    return {
        "type": kind.uri,
        "title": kind.title.en,
        "status": kind.status,
        "detail": kind.title.en,
        "instance": f"{API_PATH}/bundles",
        "advice": kind.advice.en,
    }


def _parameter(operation: dict[str, Any], name: str) -> bool:
    return any(each["name"].lower() == name for each in operation.get("parameters", []))


def _contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield from answer.get("content", {}).values()


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """The example of a schema; of a list, one with a single entry."""
    if "$ref" in schema:
        return _example(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    properties = schema.get("properties", {})
    if set(properties) == {"items", "next_cursor"}:
        return {"items": [_example(properties["items"]["items"], schemas)], "next_cursor": None}
    return None

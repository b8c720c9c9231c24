"""The description of the API: whole, with an example for everything, readable without scripts."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from web.problems.kinds import PROBLEM_KINDS
from web.server import add_api


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    app = FastAPI()
    add_api(app)
    found: dict[str, Any] = app.openapi()
    return found


def contents(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            found += [(where, each) for each in operation.get("requestBody", {}).get("content", {}).values()]
            for status, answer in operation["responses"].items():
                if status.startswith("2"):
                    found += [(f"{where} {status}", each) for each in answer.get("content", {}).values()]
    return found


def test_every_request_and_answer_has_an_example_that_fits(document: dict[str, Any]) -> None:
    found = contents(document)
    assert len(found) > 40
    for where, content in found:
        assert "example" in content, where
        if "$ref" in content["schema"]:
            jsonschema.validate(
                content["example"], {**content["schema"], "components": document["components"]}
            )


def test_every_operation_says_what_it_does_and_how_it_fails(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"] and operation["description"] and operation["tags"], (method, path)
            assert {"400", "429", "500", "503"} <= set(operation["responses"])
            if "requestBody" in operation:
                assert {"408", "413", "415", "422"} <= set(operation["responses"]), (method, path)


def test_every_problem_has_a_page(site: Any) -> None:
    client = site.client()
    overview = client.get("/problems").text
    for kind in PROBLEM_KINDS:
        page = client.get(kind.uri, headers={"accept-language": "zh"})
        assert page.status_code == 200 and kind.title.zh in page.text and kind.uri in overview
    assert client.get("/problems/none").status_code == 404


def test_the_reference_needs_nothing_from_outside(site: Any, document: dict[str, Any]) -> None:
    answer = site.client().get("/api/docs")
    assert "script" not in answer.headers["content-security-policy"] and "<script" not in answer.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    for path in document["paths"]:
        assert path in answer.text
    assert site.client().get("/static/reference.css").status_code == 200
    assert site.client().get("/api/v1/openapi.json").json() == document

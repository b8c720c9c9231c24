"""An exporter who has come into a program that was just started."""

from __future__ import annotations

from typing import Any

import httpx

from tests.running_program import Program, until

PASSWORD = "eight green lanterns"


def exporter(program: Program) -> httpx.Client:
    """Comes in by the first start's link, makes an exporter's account, and comes in by that."""
    lines = until(lambda: len(found := program.said.read_text().splitlines()) > 1 and found, "the link")
    with httpx.Client(base_url=f"{program.address}/api/v1", timeout=60) as admin:
        body = {
            "token": lines[1].rpartition("=")[2],
            "login": "admin",
            "name": "管理员",
            "password": PASSWORD,
        }
        told(admin.post("/house", json=body | {"office_name": "商务局"}))
        opened = told(admin.post("/sessions", json={"login": "admin", "password": PASSWORD}))
        admin.headers["x-csrf-token"] = opened["csrf_token"]
        organisation = told(admin.post("/organisations", json={"name": "某某汽车", "kind": "exporter"}))
        person = {"organisation_id": organisation["id"], "login": "ex", "name": "出口商", "role": "exporter"}
        initial = told(admin.post("/users", json=person))["initial_password"]
    client = httpx.Client(base_url=f"{program.address}/api/v1", timeout=60)
    opened = told(client.post("/sessions", json={"login": "ex", "password": initial}))
    client.headers["x-csrf-token"] = opened["csrf_token"]
    assert client.put("/me/password", json={"old": initial, "new": PASSWORD[::-1]}).status_code == 204
    return client


def told(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()

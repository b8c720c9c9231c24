"""Every route as every role, as another exporter, as machine keys and as a stranger: no route is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from domain.access import PERMISSIONS, SCOPES_OF, OrganisationKind, Permission, Role
from service import identity_commands as identity
from web import server
from web.api.permission_check import CheckedRoute, checked_router
from web.api.permissions import NEEDS, Open
from web.server import ROUTERS, add_api

PEOPLE = tuple(role.value for role in Role if role is not Role.MACHINE)
STRANGER, OTHER, MACHINE, READER = "stranger", "other exporter", "machine", "reading machine"
EVERYBODY = (*PEOPLE, OTHER, MACHINE, READER, STRANGER)
UNKNOWN = {
    "bundle": "sub_" + "a" * 26, "file": "f" * 64, "organisation": "org_" + "a" * 26, "user": "usr_" + "a" * 26,
    "key": "key_" + "a" * 26, "job": "f" * 64,
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One request that is right in all but, perhaps, who sends it."""

    method: str
    path: str
    """``{judged}``: a bundle with a verdict; ``{draft}``: a fresh draft with a file"""
    status: int
    """for those who may"""
    json: Any = None
    upload: bool = False
    query: dict[str, Any] = field(default_factory=dict)
    """may hold the same names as ``path``"""


B, F = "/bundles/{judged}", "/bundles/{judged}/files/{judged_file}"
CALLS: dict[str, Call] = {
    "log_in": Call("POST", "/sessions", 201, {"login": "administrator", "password": "eight green lanterns"}),
    "found_house": Call("POST", "/house", 409, {
        "token": "first_none", "login": "second", "name": "某人", "password": "nine paper boats at noon",
        "office_name": "商务局"}),
    "show_session": Call("GET", "/sessions/current", 200),
    "log_out": Call("DELETE", "/sessions/current", 204),
    "log_out_everywhere": Call("DELETE", "/sessions", 204),
    "change_password": Call("PUT", "/me/password", 401, {"old": "wrong old password", "new": "nine paper boats at noon"}),
    "list_organisations": Call("GET", "/organisations", 200),
    "create_organisation": Call("POST", "/organisations", 201, {"name": "新公司", "kind": "exporter"}),
    "change_organisation": Call("PATCH", "/organisations/{organisation}", 200, {"name": "改名公司"}),
    "list_users": Call("GET", "/users", 200),
    "create_user": Call("POST", "/users", 201, {
        "organisation_id": "{organisation}", "login": "new.person", "name": "新人", "role": "exporter"}),
    "change_user": Call("PATCH", "/users/{user}", 200, {"name": "改名"}),
    "reset_password": Call("POST", "/users/{user}/reset-password", 201),
    "list_keys": Call("GET", "/keys", 200),
    "create_key": Call("POST", "/keys", 201, {"name": "key", "scopes": ["{scope}"]}),
    "revoke_key": Call("DELETE", "/keys/{key}", 204),
    "list_bundles": Call("GET", "/bundles", 200),
    "create_bundle": Call("POST", "/bundles", 201, {"title": "new"}),
    "show_bundle": Call("GET", B, 200),
    "change_bundle": Call("PATCH", "/bundles/{draft}", 200, {"title": "changed"}),
    "submit_bundle": Call("POST", "/bundles/{draft}/submit", 200),
    "withdraw_bundle": Call("POST", "/bundles/{draft}/withdraw", 200),
    "reopen_bundle": Call("POST", f"{B}/reopen", 200),
    "show_status": Call("GET", f"{B}/status", 200),
    "stream_events": Call("GET", f"{B}/events", 200),
    "show_result": Call("GET", f"{B}/result", 200),
    "list_findings": Call("GET", f"{B}/findings", 200),
    "show_draft": Call("GET", f"{B}/draft", 200),
    "show_checklist": Call("GET", f"{B}/checklist", 200),
    "show_report": Call("GET", f"{B}/report", 200),
    "list_files": Call("GET", f"{B}/files", 200),
    "add_files": Call("POST", "/bundles/{draft}/files", 201, upload=True),
    "show_file": Call("GET", F, 200),
    "show_thumbnail": Call("GET", f"{F}/thumbnail", 200),
    "remove_file": Call("DELETE", "/bundles/{draft}/files/{draft_file}", 200),
    "restore_file": Call("POST", "/bundles/{draft}/files/{draft_file}/restore", 200),
    "download_file": Call("GET", f"{F}/content", 200),
    "show_picture": Call("GET", f"{F}/pages/1/picture", 200),
    "show_crop": Call("GET", f"{F}/pages/1/crop", 200, query={"x0": 1, "y0": 2, "x1": 30, "y1": 40}),
    "list_jobs": Call("GET", "/jobs", 200),
    "requeue_job": Call("POST", "/jobs/{job}/requeue", 409),
    "release_job": Call("POST", "/jobs/{job}/release", 409),
    "list_audit": Call("GET", "/audit", 200),
}  # fmt: skip
"""operation -> a request that is right"""


def permissions_of(who: str) -> frozenset[Permission]:
    if who == MACHINE:
        return frozenset(SCOPES_OF[OrganisationKind.EXPORTER])
    if who == READER:
        return frozenset({Permission.READ_OWN})
    return PERMISSIONS[Role.EXPORTER if who == OTHER else Role(who)]


def expected(operation: str, who: str) -> int:
    """What the tables say."""
    need, status = NEEDS[operation], CALLS[operation].status
    if need is Open.TO_STRANGERS:
        return status
    if who == STRANGER:
        return 401
    if operation == "change_password" and who in (MACHINE, READER):
        return 403
    if need is Open.TO_ACCOUNTS:
        return status
    if not permissions_of(who) & set(need):
        return 403
    if who == OTHER and ("{judged}" in CALLS[operation].path or "{draft}" in CALLS[operation].path):
        return 404
    if who == OTHER and operation == "revoke_key":
        return 404
    return status


@pytest.fixture(scope="module")
def judged(site: Any) -> dict[str, str]:
    exporter = site.client("exporter")
    bundle_id = site.judged(exporter, "paper.pdf")
    [file] = exporter.get(f"/api/v1/bundles/{bundle_id}/files").json()["items"]
    [job] = (
        site.client("administrator").get("/api/v1/jobs", params={"state": "done", "limit": 1}).json()["items"]
    )
    return {"judged": bundle_id, "judged_file": file["id"], "job": job["id"]}


@pytest.fixture
def values(site: Any, judged: dict[str, str], request: pytest.FixtureRequest) -> dict[str, str]:
    """What stands for the names in paths: everything belongs to the first exporter, and nobody else changed it."""
    path = CALLS[request.getfixturevalue("operation")].path
    found = {
        **judged,
        "organisation": site.organisations[OTHER],
        "user": "",
        "key": "",
        "draft": "",
        "draft_file": "",
    }
    exporter = site.principals["exporter"]
    if "{draft}" in path:
        client = site.known("exporter")
        found["draft"] = site.bundle(client, "paper.pdf")
        [file] = client.get(f"/api/v1/bundles/{found['draft']}/files").json()["items"]
        found["draft_file"] = file["id"]
    if "{key}" in path:
        view, _ = identity.create_key(site.services, exporter, name="spare", scopes=(Permission.READ_OWN,))
        found["key"] = view.id
    if "{user}" in path:
        found["user"] = site.spare_user()
    return found


def send(client: httpx.Client, call: Call, values: dict[str, str], **more: Any) -> httpx.Response:
    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return value.format_map(values)
        if isinstance(value, list):
            return [filled(each) for each in value]
        return {k: filled(v) for k, v in value.items()} if isinstance(value, dict) else value

    files = [("files", ("more.pdf", b'{"pages": 1, "vin": "LSVAA4182E2184820"}'))] if call.upload else None
    body = filled(call.json) if call.json is not None else None
    return client.request(
        call.method, f"/api/v1{filled(call.path)}", json=body, files=files, params=filled(call.query), **more
    )


def api_routes(app: FastAPI) -> Iterator[tuple[str, str, str]]:
    """(operation, method, path) of every route of the application, whatever it is made of."""
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            yield operation["operationId"], method.upper(), path


def test_no_route_is_left_out() -> None:
    app = FastAPI()
    add_api(app)
    routes = {operation for operation, _, _ in api_routes(app)}
    assert routes == set(NEEDS) == set(CALLS)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("operation", CALLS)
def test_who_may_do_what(site: Any, operation: str, who: str, values: dict[str, str]) -> None:
    values["scope"] = "bundles:read_all" if who == "administrator" else "bundles:read"
    ends_sessions = operation in ("log_out", "log_out_everywhere")
    client = site.client(who) if ends_sessions or who == STRANGER else site.known(who)
    answer = send(client, CALLS[operation], values)
    if ends_sessions:
        site.known_clients.pop(who, None)
    assert answer.status_code == expected(operation, who), answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["advice"]


@pytest.mark.parametrize(
    "operation", [name for name, call in CALLS.items() if "{judged}" in call.path or "{draft}" in call.path]
)
def test_what_belongs_to_others_looks_like_what_is_not_there(
    site: Any, operation: str, values: dict[str, str]
) -> None:
    call, other = CALLS[operation], site.known(OTHER)
    unknown = {**values, "judged": UNKNOWN["bundle"], "draft": UNKNOWN["bundle"]}
    of_others, of_nobody = send(other, call, values), send(other, call, unknown)
    assert of_others.status_code == of_nobody.status_code == 404
    first, second = of_others.json(), of_nobody.json()
    assert first.pop("instance") != second.pop("instance")
    assert first == second


@pytest.mark.parametrize("operation", [name for name, call in CALLS.items() if call.method != "GET"])
def test_a_change_with_a_cookie_alone_is_refused(site: Any, operation: str, values: dict[str, str]) -> None:
    if NEEDS[operation] is Open.TO_STRANGERS:
        return
    client = httpx.Client(base_url=site.base, cookies=site.known("exporter").cookies)
    site.clients.append(client)
    for token in (None, "", "forged", client.cookies["tongguan_session"]):
        more = {} if token is None else {"headers": {"x-csrf-token": token}}
        answer = send(client, CALLS[operation], {**values, "scope": "bundles:read"}, **more)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/csrf")


@pytest.mark.parametrize("who", ["clerk", "supervisor", "auditor", "administrator"])
def test_drafts_are_their_owners_alone(site: Any, who: str) -> None:
    bundle_id = site.bundle(site.client("exporter"), "paper.pdf")
    status = site.client(who).get(f"/api/v1/bundles/{bundle_id}").status_code
    assert status == {"auditor": 200, "administrator": 403}.get(who, 404)


def test_denials_are_in_the_audit_log(site: Any) -> None:
    assert site.client("clerk").post("/api/v1/bundles", json={}).status_code == 403
    assert site.client(**{"authorization": "Bearer tgk_forged"}).get("/api/v1/bundles").status_code == 401
    noted = (
        site.client("auditor").get("/api/v1/audit", params={"outcome": "denied", "limit": 2}).json()["items"]
    )
    assert [(each["actor_name"], each["object"]) for each in noted] == [
        ("", "GET /api/v1/bundles"), ("clerk", "POST /api/v1/bundles"),
    ]  # fmt: skip


def test_a_route_without_a_line_in_the_table_cannot_be_made() -> None:
    def unknown_route() -> None: ...

    with pytest.raises(ValueError, match="needs a line"):
        checked_router("x").add_api_route("/x", unknown_route)


def test_a_line_without_a_route_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "fly_to_the_moon", Open.TO_ACCOUNTS)
    with pytest.raises(ValueError, match="fly_to_the_moon"):
        add_api(FastAPI())


def test_an_unguarded_route_under_the_api_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    loose = APIRouter()
    loose.add_api_route("/loose", lambda: None)
    monkeypatch.setattr(server, "ROUTERS", (*server.ROUTERS, loose))
    with pytest.raises(ValueError, match="/loose"):
        add_api(FastAPI())


def test_every_route_of_the_api_is_guarded() -> None:
    routes = [route for router in ROUTERS for route in router.routes]
    assert routes and all(isinstance(route, CheckedRoute) for route in routes)

"""Lists are walked to their end with a cursor, each entry once, and searched."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from domain.access import OrganisationKind, Permission
from service import identity_commands as identity


def walk(client: httpx.Client, path: str, limit: int, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    for _ in range(200):
        answer = client.get(path, params={"limit": limit, **query, **cursor})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}
    raise AssertionError("the list has no end")


@pytest.fixture(scope="module")
def filled(site: Any) -> Any:
    exporter = site.client("exporter")
    for n in range(7):
        site.bundle(exporter, title=f"bundle {n}")
    site.judged(exporter, *(f"{n}.pdf" for n in range(5)))
    admin = site.principals["administrator"]
    for n in range(5):
        identity.create_organisation(site.services, admin, name=f"公司 {n}", kind=OrganisationKind.EXPORTER)
        site.spare_user()
        identity.create_key(
            site.services, site.principals["exporter"], name=f"key {n}", scopes=(Permission.READ_OWN,)
        )
    return site


@pytest.mark.parametrize("limit", [1, 3, 200])
@pytest.mark.parametrize(
    ("who", "path", "name", "least"),
    [
        ("exporter", "/api/v1/bundles", "id", 8),
        ("administrator", "/api/v1/organisations", "id", 9),
        ("administrator", "/api/v1/users", "id", 10),
        ("exporter", "/api/v1/keys", "id", 7),
        ("administrator", "/api/v1/keys", "id", 7),
        ("auditor", "/api/v1/audit", "number", 20),
        ("supervisor", "/api/v1/jobs?state=done", "id", 10),
    ],
)
def test_every_entry_is_seen_once(
    filled: Any, who: str, path: str, name: str, least: int, limit: int
) -> None:
    client = filled.known(who)
    if limit == 1 and least > 15:
        limit = 2
    path, _, state = path.partition("?state=")
    found = [entry[name] for entry in walk(client, path, limit, **({"state": state} if state else {}))]
    assert len(found) == len(set(found)) >= least


def test_files_are_walked_by_name(filled: Any) -> None:
    client = filled.known("exporter")
    bundle = walk(client, "/api/v1/bundles", 200, verdict="clear")[0]["id"]
    names = [file["name"] for file in walk(client, f"/api/v1/bundles/{bundle}/files", 2)]
    assert names == [f"{n}.pdf" for n in range(5)]


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/api/v1/bundles", "exporter"), ("/api/v1/users", "administrator"), ("/api/v1/audit", "auditor"),
        ("/api/v1/jobs", "supervisor"), ("/api/v1/keys", "exporter"), ("/api/v1/organisations", "administrator"),
        ("/api/v1/bundles/{}/files", "exporter"), ("/api/v1/bundles/{}/findings", "exporter"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "cursor",
    ["garbage", "MC4wIG5hbg", "bmFuIHg", "MS4wIAAA", "AAAA", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw"],
)
def test_a_cursor_that_no_list_gave_is_told_or_finds_nothing(
    filled: Any, path: str, who: str, cursor: str
) -> None:
    client = filled.known(who)
    bundle = walk(client, "/api/v1/bundles", 200, verdict="clear")[0]["id"] if "{" in path else ""
    answer = client.get(path.format(bundle), params={"cursor": cursor})
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many", "1.5", "", "99999999999999999999"])
def test_limits_beyond_the_limit_are_told(filled: Any, limit: str) -> None:
    answer = filled.known("exporter").get("/api/v1/bundles", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "limit"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"title": "bundle 3"}, 1),
        ({"title": "BUNDLE"}, 7),
        ({"title": "100%"}, 0),
        ({"state": "draft"}, 7),
        ({"state": "decided"}, 1),
        ({"verdict": "clear"}, 1),
        ({"verdict": "refuse"}, 0),
        ({"vin": "LSVAA4182E2184820"}, 1),
        ({"vin": "LSVAA4182E2184820", "state": "draft"}, 0),
        ({"exporter": "exporter"}, 8),
        ({"exporter": "nobody"}, 0),
        ({"created_from": "2000-01-01"}, 8),
        ({"created_to": "2000-01-01"}, 0),
        ({"plate": ""}, 8),
    ],
)
def test_bundles_are_found_by_what_is_known_of_them(filled: Any, query: dict[str, str], count: int) -> None:
    assert len(walk(filled.known("exporter"), "/api/v1/bundles", 50, **query)) == count


@pytest.mark.parametrize(
    "query", [{"state": "gone"}, {"verdict": "maybe"}, {"created_from": "yesterday"}, {"vin": "a\x00b"}]
)
def test_what_cannot_be_searched_for_is_told(filled: Any, query: dict[str, str]) -> None:
    answer = filled.known("exporter").get("/api/v1/bundles", params=query)
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] in query

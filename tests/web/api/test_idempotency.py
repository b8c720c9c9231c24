"""Requests that come again: under their idempotency key, with the ETag of an older state, with what is known already."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

KEY = {"idempotency-key": "5f1c1e5e"}


@pytest.fixture
def exporter(site: Any) -> httpx.Client:
    client: httpx.Client = site.known("exporter")
    return client


@pytest.fixture
def admin(site: Any) -> httpx.Client:
    client: httpx.Client = site.known("administrator")
    return client


def test_a_bundle_is_made_once(exporter: httpx.Client) -> None:
    first = exporter.post("/api/v1/bundles", json={"title": "once"}, headers={"idempotency-key": "once-1"})
    again = exporter.post("/api/v1/bundles", json={"title": "once"}, headers={"idempotency-key": "once-1"})
    assert first.status_code == again.status_code == 201
    assert first.content == again.content and first.headers["location"] == again.headers["location"]
    assert "idempotency-replayed" not in first.headers and again.headers["idempotency-replayed"] == "true"
    assert len(exporter.get("/api/v1/bundles", params={"title": "once"}).json()["items"]) == 1


def test_another_request_under_the_same_key_is_refused(exporter: httpx.Client) -> None:
    headers = {"idempotency-key": "once-2"}
    assert exporter.post("/api/v1/bundles", json={"title": "a"}, headers=headers).status_code == 201
    refused = exporter.post("/api/v1/bundles", json={"title": "b"}, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/conflict")
    assert "new key" in refused.json()["advice"]


def test_keys_of_others_are_others_keys(site: Any, exporter: httpx.Client) -> None:
    headers = {"idempotency-key": "once-3"}
    mine = exporter.post("/api/v1/bundles", json={"title": "mine"}, headers=headers).json()
    theirs = (
        site.known("other exporter").post("/api/v1/bundles", json={"title": "mine"}, headers=headers).json()
    )
    assert mine["id"] != theirs["id"]


def test_what_failed_may_be_tried_again_under_its_key(site: Any, exporter: httpx.Client) -> None:
    bundle = f"/api/v1/bundles/{site.bundle(exporter)}"
    headers = {"idempotency-key": "once-4"}
    assert exporter.post(f"{bundle}/submit", headers=headers).status_code == 409
    exporter.post(f"{bundle}/files", files=[("files", ("a.pdf", site.paper()))])
    done = exporter.post(f"{bundle}/submit", headers=headers)
    assert done.status_code == 200, done.text
    again = exporter.post(f"{bundle}/submit", headers=headers)
    assert again.content == done.content and len(exporter.get(bundle).json()["attempts"]) == 1


def test_an_upload_is_taken_once_and_known_by_its_bytes(site: Any, exporter: httpx.Client) -> None:
    bundle = f"/api/v1/bundles/{site.bundle(exporter)}"
    headers = {"idempotency-key": "once-5"}
    first = exporter.post(f"{bundle}/files", files=[("files", ("a.pdf", site.paper(1)))], headers=headers)
    exporter.delete(f"{bundle}/files/{first.json()['items'][0]['id']}")
    again = exporter.post(f"{bundle}/files", files=[("files", ("a.pdf", site.paper(1)))], headers=headers)
    assert again.content == first.content and again.headers["idempotency-replayed"] == "true"
    assert exporter.get(f"{bundle}/files").json()["items"] == []
    other = exporter.post(f"{bundle}/files", files=[("files", ("a.pdf", site.paper(2)))], headers=headers)
    assert other.status_code == 409


def test_the_same_request_at_the_same_time_is_done_once(site: Any) -> None:
    clients = [site.client("exporter") for _ in range(6)]

    def post(client: httpx.Client) -> int:
        return client.post(
            "/api/v1/bundles", json={"title": "race"}, headers={"idempotency-key": "race"}
        ).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(post, clients))
    assert set(statuses) <= {201, 409} and 201 in statuses
    assert len(clients[0].get("/api/v1/bundles", params={"title": "race"}).json()["items"]) == 1


def test_a_secret_is_shown_once_also_to_who_asks_again(site: Any, admin: httpx.Client) -> None:
    body = {
        "organisation_id": site.organisations["clerk"],
        "login": "once.clerk",
        "name": "新人",
        "role": "clerk",
    }
    first = admin.post("/api/v1/users", json=body, headers=KEY)
    again = admin.post("/api/v1/users", json=body, headers=KEY)
    assert first.json()["initial_password"] and again.json()["initial_password"] is None
    assert first.json()["id"] == again.json()["id"]
    key = site.known("exporter").post(
        "/api/v1/keys", json={"name": "k", "scopes": ["bundles:read"]}, headers=KEY
    )
    key_again = site.known("exporter").post(
        "/api/v1/keys", json={"name": "k", "scopes": ["bundles:read"]}, headers=KEY
    )
    assert key.json()["secret"].startswith("tgk_") and key_again.json()["secret"] is None
    stranger = httpx.get(
        f"{site.base}/api/v1/bundles", headers={"authorization": f"Bearer {key.json()['secret']}"}
    )
    assert stranger.status_code == 200


@pytest.mark.parametrize("key", [b"", b"with blank", b"x" * 201, "schlüssel".encode()])
def test_what_cannot_be_a_key_is_told(exporter: httpx.Client, key: bytes) -> None:
    answer = exporter.post("/api/v1/bundles", json={}, headers={b"idempotency-key": key})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "idempotency-key"


@pytest.mark.parametrize("tag", ['"999"', '"0"', "garbage", '"1", "2"', 'W/"1"', '"-1"'])
def test_a_change_of_what_was_changed_meanwhile_is_refused(
    site: Any, exporter: httpx.Client, tag: str
) -> None:
    bundle = f"/api/v1/bundles/{site.bundle(exporter, 'a.pdf')}"
    for method, path, body in (
        ("PATCH", "", {"title": "new"}), ("POST", "/submit", None), ("POST", "/withdraw", None), ("POST", "/reopen", None)
    ):  # fmt: skip
        answer = exporter.request(method, bundle + path, json=body, headers={"if-match": tag})
        assert (answer.status_code, answer.json()["type"]) == (412, "/problems/stale"), answer.text
    assert exporter.get(bundle).json()["title"] == ""


def test_a_change_with_the_tag_of_now_is_made(site: Any, exporter: httpx.Client) -> None:
    bundle = f"/api/v1/bundles/{site.bundle(exporter, 'a.pdf')}"
    tag = exporter.get(bundle).headers["etag"]
    changed = exporter.patch(bundle, json={"title": "new"}, headers={"if-match": tag})
    assert changed.status_code == 200 and changed.headers["etag"] != tag
    assert exporter.patch(bundle, json={"title": "newer"}, headers={"if-match": tag}).status_code == 412
    assert exporter.patch(bundle, json={"title": "newer"}, headers={"if-match": "*"}).status_code == 200


def test_what_is_known_is_not_sent_again(site: Any, exporter: httpx.Client) -> None:
    bundle = f"/api/v1/bundles/{site.judged(exporter)}"
    [file] = exporter.get(f"{bundle}/files").json()["items"]
    picture = f"{bundle}/files/{file['id']}/pages/1/picture"
    for path in (bundle, f"{bundle}/result", picture, f"{picture}?width=64"):
        first = exporter.get(path)
        again = exporter.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert exporter.get(path, headers={"if-none-match": '"other"'}).status_code == 200

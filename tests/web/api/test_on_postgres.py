"""The same doors over PostgreSQL, which is stricter about what text may hold and locks otherwise than SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from storage.repository import open_repository


@pytest.fixture
def office(new_site: Any, make_database: Callable[[str], str]) -> Iterator[Any]:
    repository = open_repository(make_database("postgresql"))
    with new_site(change=lambda services: replace(services, repository=repository)) as site:
        yield site
    repository.close()


def test_a_bundle_goes_its_way_and_hostile_text_goes_nowhere(office: Any) -> None:
    client = office.client("exporter")
    bundle = f"/api/v1/bundles/{office.judged(client, 'a.pdf', 'b.pdf')}"
    assert client.get(f"{bundle}/status").json()["verdict"] == "clear"
    assert client.get("/api/v1/bundles", params={"vin": "LSVAA4182E2184820"}).json()["items"]
    for path in ("/api/v1/bundles/%00", f"{bundle}/files/%00", "/api/v1/bundles/sub_%ED%A0%80"):
        assert client.get(path).status_code == 404
    for query in (
        {"title": "a\x00"},
        {"cursor": "MS4wIAAA"},
        {"exporter": "\ud800".encode("utf-8", "surrogatepass")},
    ):
        assert client.get("/api/v1/bundles", params=query).status_code in (200, 422)
    for title in ("a\x00b", "\\ud800"):
        answer = client.post(
            "/api/v1/bundles",
            content=f'{{"title": "{title}"}}'.encode(),
            headers={"content-type": "application/json"},
        )
        assert answer.status_code == 422
    hostile = client.post(f"{bundle}/files", files=[("files", ("x\u0001\u202e.pdf", office.paper(note="x")))])
    assert hostile.status_code == 201


def test_the_same_request_at_the_same_time_is_done_once(office: Any) -> None:
    clients = [office.client("exporter") for _ in range(6)]
    headers = {"idempotency-key": "race"}
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda client: client.post("/api/v1/bundles", json={}, headers=headers), clients)
        )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(clients[0].get("/api/v1/bundles").json()["items"]) == 1


def test_many_upload_into_one_bundle_at_the_same_time(office: Any) -> None:
    clients = [office.client("exporter") for _ in range(4)]
    bundle = f"/api/v1/bundles/{office.bundle(clients[0])}"

    def upload(number: int) -> int:
        file = ("files", (f"{number}.pdf", office.paper(note=str(number))))
        answer = clients[number % 4].post(f"{bundle}/files", files=[file])
        return int(answer.status_code)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(upload, range(20))) == {201}
    assert clients[0].get(bundle).json()["file_count"] == 20

"""Health, readiness, metrics and the line of each request, on an application with nothing else in it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from domain.errors import StorageError
from service import readiness
from service.paper_set_commands import BundleSource, submit, wait
from storage.objects.memory import MemoryStore
from web.layers.observation import Observation
from web.operators.health import health_router
from web.operators.metrics import Metrics, metrics_router, show_metrics
from workers.operator_log import VALUES

TOKEN = "operators-only-token"
HERE, ELSEWHERE = ("127.0.0.1", 4000), ("203.0.113.9", 4000)


def application(services: Any) -> FastAPI:
    app = FastAPI()
    metrics = Metrics(services)
    app.include_router(health_router(services, TOKEN))
    app.include_router(metrics_router(metrics, TOKEN))

    @app.get("/papers/{number:int}/{part}")
    def paper(number: int, part: str) -> str:
        if part == "broken":
            raise RuntimeError("torn")
        return part

    app.add_middleware(Observation, metrics=metrics)
    return app


class Client:
    """Asks an application as if from a network address."""

    def __init__(self, app: FastAPI, peer: tuple[str, int] = HERE) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=peer)

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://localhost") as client:
                return await client.request(method, path, headers=headers)

        # in a thread of its own: a browser that other tests drive keeps an event loop in this one
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(ask())).result()


@pytest.fixture
def client(installation: Any) -> Client:
    return Client(application(installation.services))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """The values of the lines that are written."""
    caplog.set_level(logging.DEBUG, "tongguan")
    return lambda: [
        {"event": record.getMessage(), "level": record.levelname, **getattr(record, VALUES)}
        for record in caplog.records
        if record.name == "tongguan"
    ]


class Gone(MemoryStore):
    def check(self) -> None:
        raise StorageError("no route to bucket at 10.0.0.7")


class Hanging(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()
        self.asked = 0

    def check(self) -> None:
        self.asked += 1
        self.go_on.wait(20)


def test_ready_when_every_part_answers(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["status"] == "ready"
    assert set(answer.json()["parts"]) == {"database", "objects", "broker"}


def test_the_part_that_is_away_is_named_and_why_only_to_operators(installation: Any, lines: Any) -> None:
    services = replace(installation.services, objects=Gone(), broker_url="redis://127.0.0.1:1/0")
    app = application(services)
    answer = Client(app).get("/readyz")
    parts = answer.json()["parts"]
    assert answer.status_code == 503
    assert [name for name, part in parts.items() if not part["ready"]] == ["objects", "broker"]
    assert "10.0.0.7" in parts["objects"]["reason"] and "Redis" in parts["broker"]["reason"]
    answer = Client(app, ELSEWHERE).get("/readyz")
    assert answer.status_code == 503 and "10.0.0.7" not in answer.text
    told = [line["part"] for line in lines() if line["event"] == "part_not_ready"]
    assert told == ["objects", "broker"], "told once, not at every question"


def test_a_part_that_hangs_is_told_in_time_and_not_asked_again(
    installation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 0.0)
    objects = Hanging()
    found = readiness.Readiness(replace(installation.services, objects=objects))
    began = time.monotonic()
    for _ in range(3):
        states = {state.name: state for state in found.states()}
        assert not states["objects"].is_ready and "0.3 s" in states["objects"].reason
        assert states["database"].is_ready
    assert time.monotonic() - began < 3 and objects.asked == 1
    objects.go_on.set()
    deadline = time.monotonic() + 10
    while not all(state.is_ready for state in found.states()):
        assert time.monotonic() < deadline


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        (HERE, {}, 200),
        (("::1", 4000), {}, 200),
        (ELSEWHERE, {}, 404),
        (("not an address", 1), {}, 404),
        (HERE, {"X-Forwarded-For": "127.0.0.1"}, 404),
        (HERE, {"Forwarded": "for=127.0.0.1"}, 404),
        (ELSEWHERE, {"Authorization": f"Bearer {TOKEN}"}, 200),
        (ELSEWHERE, {"Authorization": f"Bearer {TOKEN}x"}, 404),
        (ELSEWHERE, {"Authorization": "Bearer "}, 404),
    ],
)
def test_metrics_are_for_operators(
    installation: Any, peer: tuple[str, int], headers: dict[str, str], status: int
) -> None:
    client = Client(application(installation.services), peer)
    assert client.get("/metrics", headers=headers).status_code == status


def test_without_a_token_no_token_opens_the_metrics(installation: Any) -> None:
    app = FastAPI()
    app.include_router(metrics_router(Metrics(installation.services), ""))
    assert Client(app, ELSEWHERE).get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_show_what_waits_and_what_was_done(installation: Any, fakes: Any, client: Client) -> None:
    for number in range(2):
        source = BundleSource(f"{number}", ((f"{number}.pdf", fakes.fake_file(3, vin=f"V{number}")),))
        bundle_id = submit(installation.services, source, queue="archive" if number else "interactive")
    page = client.get("/metrics").text
    assert 'tongguan_jobs_open{queue="archive",state="queued",step="inspect_file"} 1.0' in page
    assert 'tongguan_oldest_queued_seconds{queue="interactive"}' in page
    assert "tongguan_outbox_messages 2.0" in page and "tongguan_pages_read_total 0.0" in page
    with installation.runtime(everything=True) as runtime:
        runtime.start()
        wait(installation.services, bundle_id, timeout=30)
    time.sleep(1.1)  # figures of the ledger are about a second old at most
    page = client.get("/metrics").text
    assert "tongguan_pages_read_total 6.0" in page or "tongguan_pages_read_total 3.0" in page
    assert 'tongguan_verdicts_total{verdict="clear"}' in page
    assert 'tongguan_jobs_total{end="done",step="read_page"}' in page


def test_the_ledger_out_of_reach_is_a_figure_and_not_a_failure(installation: Any, client: Client) -> None:
    installation.services.repository.close()
    (installation.folder / "tongguan.db").unlink()
    answer = client.get("/metrics")
    assert answer.status_code == 200 and "tongguan_ledger_up 0.0" in answer.text


def test_requests_are_counted_by_route_not_by_address(client: Client) -> None:
    for number in range(3):
        client.get(f"/papers/{number}/front")
        client.get(f"/nowhere/{number}")
    client.get("/papers/1/front", method="BREW")
    page = client.get("/metrics").text
    assert "BREW" not in page
    assert 'count{method="GET",route="/papers/{number}/{part}",status="200"} 3.0' in page
    assert 'count{method="GET",route="(none)",status="404"} 3.0' in page
    assert "/nowhere" not in page


def test_every_request_is_a_line_with_its_ids(client: Client, lines: Any) -> None:
    answer = client.get("/papers/7/front")
    client.get("/papers/7/broken")
    client.get("/healthz")
    one, broken, quiet = (line for line in lines() if line["event"] == "request")
    assert (one["route"], one["number"], one["status"]) == ("/papers/{number}/{part}", 7, 200)
    assert one["request_id"] == answer.headers["x-request-id"] and one["address"] == "127.0.0.1"
    assert (broken["level"], broken["status"]) == ("ERROR", 500)
    assert quiet["level"] == "DEBUG"


def test_a_worker_shows_its_metrics_on_a_port_of_their_own(installation: Any) -> None:
    import urllib.request

    with show_metrics(installation.services, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.server_port}/metrics"
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"tongguan_ledger_up 1.0" in answer.read()

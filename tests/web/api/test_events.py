"""Event streams: every event once, resumed where the asker was, ended where nothing more comes."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import httpx
import pytest

from web.api import events
from web.limits.streams import Streams


def events_of(text: str) -> list[dict[str, Any]]:
    blocks = [block for block in text.split("\n\n") if block.startswith("id: ")]
    found = []
    for block in blocks:
        number, data = block.split("\n")
        found.append(json.loads(data.removeprefix("data: ")))
        assert number == f"id: {found[-1]['number']}"
    return found


@pytest.fixture(scope="module")
def judged(site: Any) -> str:
    return f"/api/v1/bundles/{site.judged(site.known('exporter'), 'a.pdf', 'b.pdf')}/events"


def test_a_judged_bundle_tells_its_whole_story_and_ends(site: Any, judged: str) -> None:
    answer = site.known("exporter").get(judged)
    assert answer.headers["content-type"].startswith("text/event-stream")
    kinds = [event["kind"] for event in events_of(answer.text)]
    assert kinds[0] == "state_changed" and kinds.count("file_added") == 2 and "verified" in kinds
    assert answer.text.endswith("event: end\ndata: {}\n\n")


def test_a_stream_goes_on_behind_what_was_seen(site: Any, judged: str) -> None:
    client = site.known("exporter")
    whole = events_of(client.get(judged).text)
    middle = whole[len(whole) // 2]["number"]
    for more in ({"headers": {"last-event-id": str(middle)}}, {"params": {"after": middle}}):
        assert events_of(client.get(judged, **more).text) == whole[len(whole) // 2 + 1 :]


def test_who_has_seen_all_of_what_is_over_need_not_ask_again(site: Any, judged: str) -> None:
    client = site.known("exporter")
    last = events_of(client.get(judged).text)[-1]["number"]
    assert client.get(judged, headers={"last-event-id": str(last)}).status_code == 204


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "9" * 30])
def test_what_is_no_number_of_an_event_is_told(site: Any, judged: str, last: str) -> None:
    answer = site.known("exporter").get(judged, headers={"last-event-id": last.encode()})
    assert answer.status_code in (400, 422)


def test_events_come_as_they_happen(site: Any) -> None:
    client = site.client("exporter")
    bundle = f"/api/v1/bundles/{site.bundle(client)}"
    seen: list[str] = []
    with client.stream("GET", f"{bundle}/events") as stream:
        other = threading.Timer(0.3, lambda: site.known("exporter").patch(bundle, json={"title": "x"}))
        adder = threading.Timer(
            0.2,
            lambda: site.known("exporter").post(
                f"{bundle}/files", files=[("files", ("a.pdf", site.paper()))]
            ),
        )
        began = time.monotonic()
        other.start()
        adder.start()
        for line in stream.iter_lines():
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: "))["kind"])
            if "file_added" in seen:
                break
    assert time.monotonic() - began < 3
    other.join()
    adder.join()


def test_an_open_stream_does_not_outlive_its_time(site: Any) -> None:
    client = site.client("exporter")
    began = time.monotonic()
    text = client.get(f"/api/v1/bundles/{site.bundle(client)}/events").text
    assert "event: end" not in text and time.monotonic() - began < 5  # a browser comes again by itself


def test_an_account_may_follow_only_so_many(site: Any) -> None:
    client = site.client("exporter")
    path = f"/api/v1/bundles/{site.bundle(client)}/events"
    app_limit = 20
    streams = [client.stream("GET", path) for _ in range(app_limit)]
    opened = [stream.__enter__() for stream in streams]
    try:
        time.sleep(0.2)
        assert {each.status_code for each in opened} == {200}
        answer = client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many-requests")
        assert answer.headers["retry-after"]
    finally:
        for stream in streams:
            stream.__exit__(None, None, None)
    deadline = time.monotonic() + 5
    while client.get(path).status_code == 429:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_stopping_server_ends_its_streams(new_site: Any) -> None:
    with new_site(stream_seconds=60.0) as site:
        client: httpx.Client = site.client("exporter")
        with client.stream("GET", f"/api/v1/bundles/{site.bundle(client)}/events") as stream:
            threading.Timer(0.2, site.stopping.set).start()
            began = time.monotonic()
            for _ in stream.iter_raw():
                pass
            assert time.monotonic() - began < 3


def test_silence_is_broken_by_a_heartbeat(new_site: Any) -> None:
    with new_site(stream_seconds=1.0, stream_heartbeat_seconds=0.2) as site:
        client = site.client("exporter")
        text = client.get(f"/api/v1/bundles/{site.bundle(client)}/events").text
        assert text.count(": still here") >= 2


def test_many_streams_asked_for_at_the_same_moment_are_still_only_so_many() -> None:
    streams = Streams()
    for _ in range(3):
        streams.check("account", 2)  # all are looked at before the first one begins
    assert [streams.enter(("account", 2), ("house", 3)) for _ in range(3)] == [True, True, False]
    assert [streams.enter(("another", 2), ("house", 3)) for _ in range(2)] == [True, False]
    streams.leave("account", "house")
    assert streams.enter(("account", 2), ("house", 3))


def test_the_keys_and_people_of_an_organisation_share_its_streams(new_site: Any) -> None:
    with new_site(stream_seconds=10.0, streams_per_organisation=2) as site:
        client: httpx.Client = site.client("exporter")
        path = f"/api/v1/bundles/{site.bundle(client)}/events"
        with client.stream("GET", path) as one, site.client("machine").stream("GET", path) as two:
            begun = [stream.iter_raw() for stream in (one, two)]
            assert all(next(pieces) for pieces in begun)
            assert site.client("reading machine").get(path).status_code == 429


@pytest.mark.parametrize("who", ["exporter", "machine"])
def test_a_stream_ends_when_its_reader_may_not_come_in_any_more(
    new_site: Any, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setattr(events, "_LOOK_SECONDS", 0.1)
    with new_site(stream_seconds=20.0) as site:
        client: httpx.Client = site.client(who)
        path = f"/api/v1/bundles/{site.bundle(client)}/events"
        shut = {"is_active": False}
        address = f"/api/v1/organisations/{site.organisations['exporter']}"
        with client.stream("GET", path) as stream:
            began = time.monotonic()
            threading.Timer(0.3, lambda: site.known("administrator").patch(address, json=shut)).start()
            for _ in stream.iter_raw():
                pass
            assert time.monotonic() - began < 5
        assert client.get(path).status_code == 401

"""An object store that is slow, fails now and then, breaks off, stands still, or is gone for a while: nothing is lost."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.errors import StorageError
from service.paper_set_commands import BundleSource, submit, wait
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from tests.servers.faulty_door import FaultyDoor
from tests.servers.s3 import S3Server

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def door(s3_server: S3Server, s3_url: str) -> Iterator[FaultyDoor]:
    """The way to a bucket."""
    with FaultyDoor(s3_server.port) as door:
        yield door


@pytest.fixture
def behind(installation: Any, s3_server: S3Server, door: FaultyDoor, tmp_path: Path) -> Iterator[Any]:
    """A installation whose objects lie in the bucket behind the door."""
    installation = installation(
        tmp_path / "behind", objects=open_objects(s3_server.url(endpoint=door.endpoint))
    )
    yield installation
    installation.close()


def source(fakes: Any) -> BundleSource:
    return BundleSource(
        "one", (("a.pdf", fakes.fake_file(3)), ("z.zip", fakes.fake_zip(b__pdf=fakes.fake_file(2, vin="B"))))
    )


def until_stored(installation: Any, fakes: Any) -> str:
    for _ in range(30):
        try:
            return submit(installation.services, source(fakes), as_of=DAY)
        except StorageError:
            continue
    raise AssertionError("never stored")


def verdict(installation: Any, paper_set_id: str) -> bytes:
    with installation.runtime() as runtime:
        found = wait(installation.services, paper_set_id, runtime=runtime, timeout=60)
    with installation.services.repository.read() as tx:
        assert len(tx.verdicts.of_paper_set(paper_set_id)) == 1
    assert all(installation.services.objects.has(file.sha256) for file in found.files)
    return msgspec.json.encode(found)


@pytest.mark.parametrize(
    "fault",
    [{"delay": 0.05, "fail_every": 3}, {"fail_every": 2, "break_every": 3}],
    ids=str,
)
def test_the_verdict_is_the_same_whatever_the_store_does(
    installation: Any, behind: Any, fakes: Any, door: FaultyDoor, fault: dict[str, Any]
) -> None:
    expected = verdict(installation, submit(installation.services, source(fakes), as_of=DAY))
    for name, value in fault.items():
        setattr(door, name, value)
    assert verdict(behind, until_stored(behind, fakes)) == expected
    assert door.count > 10


def test_a_store_that_is_gone_for_a_while_is_waited_for(
    installation: Any, behind: Any, fakes: Any, door: FaultyDoor
) -> None:
    expected = verdict(installation, submit(installation.services, source(fakes), as_of=DAY))
    paper_set_id = submit(behind.services, source(fakes), as_of=DAY)
    behind.readers.mishaps[("read_page", "a.pdf", 2)].append(door.close)
    opener = threading.Timer(3.0, door.open)
    opener.start()
    assert verdict(behind, paper_set_id) == expected
    opener.join()


def test_what_is_handed_in_while_the_store_is_gone_is_refused_with_advice_and_leaves_nothing(
    behind: Any, fakes: Any, door: FaultyDoor
) -> None:
    door.close()
    with pytest.raises(StorageError) as caught:
        submit(behind.services, source(fakes), as_of=DAY)
    assert "can be reached" in caught.value.advice
    with behind.services.repository.read() as tx:
        assert tx.paper_sets.newest(5) == ()
    door.open()
    submit(behind.services, source(fakes), as_of=DAY)


def test_a_store_that_stands_still_hangs_nobody_for_long(
    s3_server: S3Server, s3_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.objects.s3.REQUEST_SECONDS", 1)
    monkeypatch.setattr("storage.objects.retrying.SLIP_SECONDS", 0.5)
    store = PatientObjects(open_objects(s3_url))
    s3_server.pause()
    begun = time.monotonic()
    try:
        with pytest.raises(StorageError):
            store.put(b"x")
    finally:
        s3_server.resume()
    assert time.monotonic() - begun < 8
    assert store.get(store.put(b"x")) == b"x"


def test_a_store_that_is_gone_for_long_costs_a_service_no_verdict(
    installation: Any,
    fakes: Any,
    s3_server: S3Server,
    door: FaultyDoor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Longer than a command waits: a service tries on, and the verdict is that of a calm day."""
    monkeypatch.setattr("workers.jobs.retry_policy.MAX_PAUSE_SECONDS", 0.1)
    monkeypatch.setattr("storage.objects.retrying.PAUSES", ())
    expected = verdict(installation, submit(installation.services, source(fakes), as_of=DAY))
    objects = open_objects(s3_server.url(endpoint=door.endpoint))
    service = installation(
        tmp_path / "service", objects=objects, settings=replace(installation.settings, outage_tries=200)
    )
    paper_set_id = submit(service.services, source(fakes), as_of=DAY)
    service.readers.mishaps[("read_page", "a.pdf", 2)].append(door.close)
    opener = threading.Timer(4.0, door.open)
    opener.start()
    assert verdict(service, paper_set_id) == expected
    opener.join()
    service.close()

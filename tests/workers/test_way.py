"""The whole way of a bundle through ledger, broker and steps, with fake rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain.document import FileState
from workers.commands import BundleSource, result, submit, verify_again, wait
from workers.events import EventKind

DAY = dt.date(2026, 3, 1)


def go(house: Any, source: BundleSource, **more: Any) -> Any:
    bundle_id = submit(house.services, source, as_of=DAY, **more)
    events: list[Any] = []
    with house.runtime() as runtime:
        found = wait(house.services, bundle_id, events.append, runtime=runtime, timeout=20)
    return found, events


def test_a_bundle_reaches_its_verdict_and_tells_of_every_step(house: Any, fakes: Any) -> None:
    found, events = go(
        house, BundleSource("two", (("a.pdf", fakes.fake_file(2)), ("b.pdf", fakes.fake_file(1, vin="B"))))
    )
    assert found.verdict == "clear"
    assert [file.state for file in found.files] == [FileState.READ, FileState.READ]
    assert [document.subtype for document in found.documents] == ["3 answers", "3 answers"]
    kinds = [event.kind for event in events]
    assert sorted(kinds[:-5]) == [EventKind.FILE_INSPECTED] * 2 + [EventKind.PAGE_READ] * 3
    assert kinds[-5:] == ["collected", "extracted", "read_again", "reconciled", "verified"]

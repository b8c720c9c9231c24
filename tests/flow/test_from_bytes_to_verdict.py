"""The whole way with the real engines: two scanned repair bills whose mileage falls, and what else lies in a folder."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from domain.document import FileState
from domain.finding import Outcome
from domain.result import Result
from service.paper_set_commands import BundleSource, picture, submit, wait
from workers.events import Event, EventKind
from workers.runtime import Runtime
from workers.services import Services, open_services

BUNDLES = Path(__file__).parent.parent.parent / "samples" / "bundles"
SECONDS = 400


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((BUNDLES / "2_mileage_rolled_back.truth.json").read_text())


@pytest.fixture(scope="module")
def source(truth: Any) -> BundleSource:
    """The bills in a ZIP, one of them twice, a note, a broken PDF and a system file."""
    folder = BUNDLES / "2_mileage_rolled_back"
    names = [fact["file"] for fact in truth["deciding"]]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.write(folder / name, f"bills/{name}")
    files = (
        ("bills.zip", packed.getvalue()),
        ("the same again.pdf", (folder / names[0]).read_bytes()),
        ("note.txt", "请查收".encode()),
        ("broken.pdf", b"%PDF-1.7 and no more"),
        (".DS_Store", b"\0\0\0\1Bud1"),
    )
    return BundleSource("rolled back", files)


def verified(services: Services, source: BundleSource, truth: Any) -> tuple[Result, list[Event]]:
    events: list[Event] = []
    with Runtime(services) as runtime:
        paper_set_id = submit(services, source, as_of=dt.date.fromisoformat(truth["as_of"]))
        return wait(services, paper_set_id, events.append, runtime=runtime, timeout=SECONDS), events


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def first(folder: Path, source: BundleSource, truth: Any) -> tuple[Result, list[Event]]:
    with open_services(f"sqlite:///{folder}/t.db", f"file://{folder}/objects", readers=1) as services:
        return verified(services, source, truth)


@pytest.mark.real_engine
def test_the_falling_mileage_is_found_on_both_pages(first: tuple[Result, list[Event]], truth: Any) -> None:
    found, _ = first
    assert found.verdict != "clear"  # how severe it is without the other papers is for the policy to say
    (car,) = found.dossiers
    assert car.vin == truth["deciding"][0]["vin"]
    (falling,) = (finding for finding in car.findings if finding.rule == "mileage_falls")
    assert falling.outcome is Outcome.DISAGREES and falling.rule in car.reasons
    places = {evidence.place.file for evidence in falling.evidence if evidence.place}
    bills = {file.sha256 for file in found.files if file.name.startswith("bills.zip/")}
    assert bills == places


@pytest.mark.real_engine
def test_every_file_ends_in_its_state(first: tuple[Result, list[Event]]) -> None:
    found, _ = first
    states = {file.name: file.state for file in found.files}
    assert states["bills.zip"] is FileState.CONTAINER
    assert states["the same again.pdf"] is FileState.DUPLICATE
    assert states[".DS_Store"] is FileState.IGNORED
    assert states["broken.pdf"] in (FileState.UNREADABLE, FileState.REJECTED)
    assert states["note.txt"] is FileState.REJECTED
    assert {each.name for each in found.not_read} == {"broken.pdf", "note.txt"}


@pytest.mark.real_engine
def test_the_way_was_told_step_by_step(first: tuple[Result, list[Event]]) -> None:
    _, events = first
    kinds = [event.kind for event in events]
    assert EventKind.TROUBLE not in kinds
    order = [EventKind.FILE_INSPECTED, EventKind.PAGE_READ, EventKind.COLLECTED, EventKind.EXTRACTED,
             EventKind.READ_AGAIN, EventKind.RECONCILED, EventKind.VERIFIED]  # fmt: skip
    assert sorted(order, key=kinds.index) == order


@pytest.mark.real_engine
def test_the_second_time_no_reader_starts_and_the_result_is_the_same(
    first: tuple[Result, list[Event]], folder: Path, source: BundleSource, truth: Any
) -> None:
    with open_services(f"sqlite:///{folder}/t.db", f"file://{folder}/objects") as services:
        assert verified(services, source, truth) == (first[0], [])
        page = first[0].documents[0].pages[0]
        assert picture(services, page.file, page.page)
        assert not services.readers.is_open  # type: ignore[attr-defined]

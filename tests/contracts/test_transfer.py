"""From each database and each store to the other, broken off and begun again: all is there, and nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Conflict, StorageError
from service.copy_commands import copy_everything
from service.paper_set_commands import BundleSource, submit, wait
from storage import transfer
from storage.database.database import Database, open_database
from storage.jobs.job import Job
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore
from storage.objects.opening import open_objects
from storage.paper_sets.event_log import EventRow
from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository
from storage.transfer import copy_objects, copy_rows
from tests.table_rows import fill, rows

WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite")]


def silent(_: str, __: int) -> None:
    return None


@pytest.fixture
def pair(request: pytest.FixtureRequest, make_database: Callable[[str], str]) -> Any:
    """Two databases of these kinds; the first has rows in all tables, and in some more than one batch."""
    pair = [open_database(make_database(kind)) for kind in request.param]
    with pair[0].write() as connection:
        fill(connection)
        transfer._let_numbers_go_on(connection)
    with Repository(pair[0]).write() as tx:
        for number in range(40):
            tx.paper_sets.add(PaperSetRow(f"b{number:02}", "名", b"\0", 0, float(number)))
            tx.events.add(EventRow(f"b{number:02}", "submitted", "", None, 0, 0, "", 1.0))
    yield pair
    for database in pair:
        database.close()


def content(database: Database) -> Any:
    with database.read() as connection:
        return {name: sorted(found, key=repr) for name, found in rows(connection).items()}


@pytest.mark.parametrize("pair", WAYS, indirect=True)
def test_all_rows_arrive_and_the_numbers_go_on(pair: list[Database], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "BATCH", 7)
    source, target = pair
    told: dict[str, int] = {}
    count = copy_rows(source, target, lambda name, number: told.update({name: number}))
    assert content(target) == content(source)
    assert (told["paper_sets"], told["events"]) == (41, 41)
    assert count == sum(len(each) for each in content(source).values())
    assert copy_rows(source, target, silent) == count
    with Repository(target).write() as tx:
        tx.events.add(EventRow("b00", "afterwards", "", None, 0, 0, "", 1.0))
        last = tx.events.after("b00", 0)[-1]
        assert last.kind == "afterwards" and last.number > max(
            row["number"] for row in content(source)["events"]
        )


@pytest.mark.parametrize("pair", WAYS[:1], indirect=True)
def test_a_copy_that_was_broken_off_goes_on_where_it_was(
    pair: list[Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", 7)
    source, target = pair

    def break_off(name: str, number: int) -> None:
        if name == "events" and number > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_rows(source, target, break_off)
    assert 0 < len(content(target)["events"]) < 41
    copy_rows(source, target, silent)
    assert content(target) == content(source)


@pytest.mark.parametrize("pair", WAYS[:2], indirect=True)
def test_a_target_that_was_used_is_told_and_not_overwritten(pair: list[Database]) -> None:
    source, target = pair
    with Repository(target).write() as tx:
        tx.paper_sets.add(PaperSetRow("b07", "another", None, 0, 1.0))
    with pytest.raises(Conflict, match=r"paper_sets.*1 different") as caught:
        copy_rows(source, target, silent)
    assert "empty database" in caught.value.advice
    with Repository(target).read() as tx:
        assert (row := tx.paper_sets.get("b07")) is not None and row.name == "another"


@pytest.mark.parametrize("pair", WAYS[:1], indirect=True)
def test_a_target_that_holds_more_is_told(pair: list[Database]) -> None:
    source, target = pair
    with Repository(target).write() as tx:
        tx.paper_sets.add(PaperSetRow("of its own", "", None, 0, 1.0))
    with pytest.raises(Conflict, match="1 more"):
        copy_rows(source, target, silent)


@pytest.mark.parametrize("pair", WAYS[:1], indirect=True)
def test_a_source_at_work_is_not_copied(pair: list[Database]) -> None:
    source, target = pair
    with Repository(source).write() as tx:
        tx.jobs.add(Job("j", "b00", "collect", "0", "1", "", "interactive", created_at=0.0, updated_at=0.0))
        tx.jobs.claim("j", "1", "me", 1.0, 2.0)
    with pytest.raises(Conflict, match="1 jobs are running"):
        copy_rows(source, target, silent)
    assert content(target)["paper_sets"] == []


def test_objects_arrive_in_every_kind_of_store_and_are_copied_once(tmp_path: Path, s3_url: str) -> None:
    first = MemoryStore()
    keys = {first.put(b"%d" % number * 1_000) for number in range(30)} | {first.put(b"")}
    last: Any = first
    for store in (open_objects(s3_url), FolderStore(tmp_path / "objects"), MemoryStore()):
        assert copy_objects(last, store, silent).new >= len(keys)
        assert keys <= set(store.keys())
        assert all(store.get(key) == first.get(key) for key in keys)
        last = store
    again = copy_objects(first, FolderStore(tmp_path / "objects"), silent)
    assert again.count >= len(keys) and (again.new, again.failures) == (0, ())


def test_a_damaged_object_is_named_and_the_others_arrive(tmp_path: Path) -> None:
    source, target = FolderStore(tmp_path / "objects"), MemoryStore()
    good, bad = source.put(b"good"), source.put(b"bad")
    (tmp_path / "objects" / bad[:2] / bad[2:]).write_bytes(b"BAD")
    (tmp_path / "objects" / bad[:2] / ".new-left-behind").write_bytes(b"half")
    copied = copy_objects(source, target, silent)
    assert (copied.count, copied.new) == (1, 1) and target.has(good)
    assert len(copied.failures) == 1 and bad in copied.failures[0]


def test_a_target_that_cannot_be_written_ends_the_copy_at_once(tmp_path: Path) -> None:
    source = MemoryStore()
    source.put(b"x")
    (tmp_path / "objects").write_text("a file in the way")
    with pytest.raises(StorageError):
        copy_objects(source, FolderStore(tmp_path / "objects"), silent)


def test_a_house_that_moved_goes_on_with_its_work(
    installation: Any, fakes: Any, make_database: Callable[[str], str], s3_url: str
) -> None:
    """Handed in on SQLite and a folder, worked off on PostgreSQL and a bucket."""
    source = BundleSource("one", (("a.pdf", fakes.fake_file(2)),))
    paper_set_id = submit(installation.services, source, as_of=dt.date(2026, 3, 1))
    url = make_database("postgresql")
    copied = copy_everything(
        installation.database_url, f"file://{installation.folder}/objects", url, s3_url, silent
    )
    assert copied.objects is not None and copied.objects.new == 1 and copied.rows
    moved = fakes.Installation(installation.folder / "moved", database_url=url, objects=open_objects(s3_url))
    with moved.runtime() as runtime:
        assert wait(moved.services, paper_set_id, runtime=runtime, timeout=30).verdict == "clear"
    moved.close()

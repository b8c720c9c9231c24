"""The n-th write fails, for every n: the bundle still reaches the same verdict, and nothing is decided twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.errors import StorageError
from service.paper_set_commands import BundleSource, submit, wait
from storage.objects.memory import MemoryStore
from storage.repository import Repository, Transaction

DAY = dt.date(2026, 3, 1)
OUTAGES = 30


class FailingStore(MemoryStore):
    """Fails at the n-th put, and at every third one after it when ``goes_on``."""

    def __init__(self, at: int, goes_on: bool) -> None:
        super().__init__()
        self.at, self.goes_on, self.puts = at, goes_on, 0

    def put(self, content: bytes) -> str:
        self.puts += 1
        late = self.puts - self.at
        if late == 0 or (self.goes_on and late > 0 and late % 3 == 0):
            raise StorageError("no space left on device", advice="make room")
        return super().put(content)


def source(fakes: Any) -> BundleSource:
    return BundleSource(
        "one", (("a.pdf", fakes.fake_file(1)), ("z.zip", fakes.fake_zip(b__pdf=fakes.fake_file(1, vin="B"))))
    )


def until_stored(installation: Any, bundle: BundleSource) -> str:
    for _ in range(OUTAGES):
        try:
            return submit(installation.services, bundle, as_of=DAY)
        except StorageError:
            continue
    raise AssertionError("never stored")


def follow(installation: Any, paper_set_id: str) -> Any:
    with installation.runtime() as runtime:
        return wait(installation.services, paper_set_id, runtime=runtime, timeout=30)


def undisturbed(installation: Any, fakes: Any, folder: Path) -> bytes:
    installation = installation(folder)
    found = follow(installation, submit(installation.services, source(fakes), as_of=DAY))
    installation.close()
    return msgspec.json.encode(found)


@pytest.mark.parametrize("goes_on", [False, True], ids=["once", "every third time"])
def test_an_object_store_that_fails_at_the_nth_write(
    installation: Any, fakes: Any, tmp_path: Path, goes_on: bool
) -> None:
    expected = undisturbed(installation, fakes, tmp_path / "calm")
    for at in range(1, 14, 4):
        stormy = installation(tmp_path / f"storm{at}", objects=FailingStore(at, goes_on))
        found = follow(stormy, until_stored(stormy, source(fakes)))
        assert msgspec.json.encode(found) == expected
        with stormy.services.repository.read() as tx:
            assert len(tx.verdicts.of_paper_set(found.paper_set_id)) == 1
        stormy.close()


@pytest.mark.parametrize("moment", ["before the commit", "after the block"])
def test_a_database_that_fails_at_the_nth_write(
    installation: Any, fakes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """``after the block``: all statements ran, the commit itself fails, so everything must be undone."""
    expected = undisturbed(installation, fakes, tmp_path / "calm")
    write = Repository.write
    counter = {"left": 0}

    @contextmanager
    def failing(self: Repository) -> Iterator[Transaction]:
        counter["left"] -= 1
        fails = counter["left"] == 0
        if fails and moment == "before the commit":
            raise StorageError("database is locked")
        with write(self) as tx:
            yield tx
            if fails:
                raise StorageError("disk I/O error")

    monkeypatch.setattr(Repository, "write", failing)
    for at in range(1, 28, 6):
        stormy = installation(tmp_path / f"storm{at}")
        counter["left"] = at
        found = follow(stormy, until_stored(stormy, source(fakes)))
        assert msgspec.json.encode(found) == expected
        with stormy.services.repository.read() as tx:
            assert len(tx.verdicts.of_paper_set(found.paper_set_id)) == 1
        stormy.close()

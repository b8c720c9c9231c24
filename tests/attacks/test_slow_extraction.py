"""Papers that keep extraction busy for long: they cost their owner time, and nobody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.access import Principal, Role
from domain.document import SourceFile
from domain.field import Extraction
from service import bundle_commands as desk
from storage.identity.organisations import OrganisationRow
from storage.jobs.job import QUARANTINED
from workers.extraction_process.pool import NoProcessFree

MALLORY = Principal("usr_mallory", "Mallory", "org_m", Role.EXPORTER)
ALICE = Principal("usr_alice", "Alice", "org_a", Role.EXPORTER)
HEAVY = "HEAVY"


@pytest.fixture
def desks(installation: Any) -> Any:
    with installation.services.repository.write() as tx:
        for organisation in ("org_m", "org_a"):
            tx.organisations.add(OrganisationRow(organisation, organisation, "exporter", 1.0))
    return installation


class HeavyPapers:
    """Rooms with two children: papers with a certain word keep one busy until ``may_end``."""

    def __init__(self, stages: Any, children: int = 2) -> None:
        self._stages = stages
        self._children = threading.Semaphore(children)
        self.may_end = threading.Event()
        self.begun = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stages, name)

    def extract(self, files: tuple[SourceFile, ...]) -> Extraction:
        if not self._children.acquire(timeout=0.2):
            raise NoProcessFree
        try:
            if any(word.text == HEAVY for file in files for page in file.pages for word in page.words):
                self.begun.set()
                assert self.may_end.wait(60)
            found: Extraction = self._stages.extract(files)
            return found
        finally:
            self._children.release()


def until(is_so: Callable[[], Any], seconds: float = 30.0) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, "it did not come so"
        time.sleep(0.02)
    return found


def upload(services: Any, who: Principal, fakes: Any, count: int, vin: str) -> str:
    made = desk.create(services, who)
    files = [(f"{number}.pdf", fakes.fake_file(1, vin=vin, number=number)) for number in range(count)]
    desk.add_files(services, who, made.id, files)
    return made.id


def papers(services: Any, who: Principal, bundle_id: str) -> list[bool]:
    return [bool(file.papers) for file in desk.files(services, who, bundle_id)]


def test_heavy_papers_of_one_exporter_do_not_keep_another_waiting(desks: Any, fakes: Any) -> None:
    stages = HeavyPapers(desks.stages)
    desks.services = replace(desks.services, stages=stages)
    with desks.runtime(threads=3, everything=True) as runtime:
        heavy = upload(desks.services, MALLORY, fakes, 12, HEAVY)
        runtime.start()
        assert stages.begun.wait(30)
        innocent = upload(desks.services, ALICE, fakes, 3, "LSVCY6C49MN027789")
        until(lambda: all(papers(desks.services, ALICE, innocent)))
        assert not any(papers(desks.services, MALLORY, heavy))
        stages.may_end.set()
        until(lambda: all(papers(desks.services, MALLORY, heavy)))


def test_who_finds_no_child_free_comes_again_and_loses_nothing(desks: Any, fakes: Any) -> None:
    stages = HeavyPapers(desks.stages, children=1)
    desks.services = replace(desks.services, stages=stages)
    with desks.runtime(threads=3, everything=True) as runtime:
        upload(desks.services, MALLORY, fakes, 1, HEAVY)
        runtime.start()
        assert stages.begun.wait(30)
        innocent = upload(desks.services, ALICE, fakes, 1, "LSVCY6C49MN027789")
        time.sleep(2.0)  # it is refused several times meanwhile
        stages.may_end.set()
        until(lambda: all(papers(desks.services, ALICE, innocent)))
        with desks.services.repository.read() as tx:
            heaps = {heap.state: heap for heap in tx.figures.heaps()}
    assert QUARANTINED not in heaps

"""Killed with signal 9 at every write of a bundle's life, and started again: nothing lost, nothing done is done twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.repository import open_repository

ROOT = Path(__file__).parent.parent.parent
KILLED = [-9]
WELL = [0]
Order = Callable[..., list[int]]


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Order]:
    """Gives an order to the mortal program and returns how its children ended."""
    template = tmp_path_factory.mktemp("template") / "tongguan.db"
    fakes = ROOT / "tests" / "workers" / "fakes.py"
    program = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "mortal.py"), str(fakes), str(template)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None and program.stdout is not None
    stdin, stdout = program.stdin, program.stdout

    def give(folder: Path, **more: Any) -> list[int]:
        folder.mkdir(exist_ok=True)
        stdin.write(json.dumps({"folder": str(folder), "bundles": {"V1": 1}, **more}) + "\n")
        stdin.flush()
        return list(json.loads(stdout.readline()))

    yield give
    stdin.close()
    stdout.close()
    program.wait(10)


def readings(folder: Path) -> Counter[str]:
    return Counter((folder / "readings").read_text().split())


def verdict_count(folder: Path) -> int:
    repository = open_repository(f"sqlite:///{folder}/tongguan.db")
    with repository.read() as tx:
        count = sum(len(tx.verdicts.of_paper_set(bundle.id)) for bundle in tx.paper_sets.newest(100))
    repository.close()
    return count


def test_killed_at_any_write_and_started_again(order: Order, tmp_path: Path) -> None:
    assert order(tmp_path / "calm") == WELL
    expected = (tmp_path / "calm" / "result").read_bytes()
    pages = readings(tmp_path / "calm")
    deaths = 0
    for number in range(1, 60):
        folder = tmp_path / str(number)
        moment = "before" if number % 3 == 0 else "after"
        if order(folder, die_at=number, moment=moment) != KILLED:
            break
        deaths += 1
        assert order(folder) == WELL, (folder / "error").read_text()
        assert (folder / "result").read_bytes() == expected
        assert verdict_count(folder) == 1
        again = readings(folder) - pages
        assert again.total() <= 1, f"more than the page that was being read was read again: {again}"
    assert deaths > 15


def test_killed_again_and_again(order: Order, tmp_path: Path) -> None:
    order(tmp_path / "calm")
    folder = tmp_path / "storm"
    for number in (5, 9, 4, 11, 7):
        order(folder, die_at=number, moment="after")
    assert order(folder) == WELL
    assert (folder / "result").read_bytes() == (tmp_path / "calm" / "result").read_bytes()
    assert verdict_count(folder) == 1


def test_two_processes_on_one_folder_share_the_work(order: Order, tmp_path: Path) -> None:
    bundles = {f"V{number}": 3 for number in range(4)}
    assert order(tmp_path / "one", bundles=bundles) == WELL
    folder = tmp_path / "two"
    assert order(folder, bundles=bundles, processes=2, pause=0.05) == [0, 0], (folder / "error").read_text()
    assert (folder / "result").read_bytes() == (tmp_path / "one" / "result").read_bytes()
    assert verdict_count(folder) == 4
    assert readings(folder) == readings(tmp_path / "one")


def test_a_full_disk_is_told_and_nothing_is_lost(order: Order, tmp_path: Path) -> None:
    """A limit on the size of any file makes writes of the database fail for real, half-way."""
    assert order(tmp_path / "calm") == WELL
    for kilobytes in (30, 120):
        folder = tmp_path / str(kilobytes)
        assert order(folder, file_limit=kilobytes * 1024) != WELL
        assert (folder / "error").read_text().startswith("StorageError: the database failed")
        assert order(folder) == WELL, (folder / "error").read_text()
        assert (folder / "result").read_bytes() == (tmp_path / "calm" / "result").read_bytes()
        assert verdict_count(folder) == 1

"""A worker killed with signal 9 takes its readers with it, whatever they are doing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TASKS = """
import os, subprocess, sys, time

def prepare(task): pass

def run(task, take):
    if task.name == "spin":
        while True: pass
    if task.name == "start":
        subprocess.run(["tesseract", "stdin", "stdout"], stdin=os.pipe()[0])
    time.sleep(600)
"""
PARENT = """
import sys, threading
from domain.reading import Limits
from ingest.pool import ReaderPool

def main():
    pool = ReaderPool(3, Limits(page_seconds=600.0), tasks="stubborn_tasks", python_path=[sys.argv[1]])
    for name in ("spin", "start", "sleep"):
        threading.Thread(target=pool.inspect, args=(name, b"")).start()

main()
"""
EXTRACTING_PARENT = """
import sys, time
from workers.extraction_process.process import ExtractionProcess

process = ExtractionProcess(2**30)
process.start()
time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *descendants(child)]
    return found


@pytest.mark.parametrize(
    ("program", "count"), [(PARENT, 4), (EXTRACTING_PARENT, 1)], ids=["readers", "process"]
)
def test_children_end_with_their_parent(program: str, count: int, tmp_path: Path) -> None:
    (tmp_path / "stubborn_tasks.py").write_text(TASKS)
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
    try:
        deadline = time.monotonic() + 60
        while len(family := descendants(parent.pid)) < count:
            assert time.monotonic() < deadline and parent.poll() is None
            time.sleep(0.05)
        time.sleep(1.0)  # they are in the middle of it
    finally:
        parent.kill()
        parent.wait(10)
    deadline = time.monotonic() + 5
    while any(is_alive(pid) for pid in family):
        assert time.monotonic() < deadline, "a child outlived its parent"
        time.sleep(0.05)

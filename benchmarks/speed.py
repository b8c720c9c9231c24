"""How fast pages are read and bundles are verified, and how much memory it takes.

    python -m benchmarks.speed              # two generated bundles, one reader
    python -m benchmarks.speed --demo       # the sample bundles as well, as make demo verifies them

Reading is timed in a warm reader process, page by page; verifying through the command line in processes of their own,
imports included. ``python -m benchmarks.verify_speed`` measures judging alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from domain.document import FileState
from domain.reading import Limits
from ingest.pool import ReaderPool
from samples.generate import generate
from samples.writing import write_bundle

MEDIA = ("text", "scan", "photo")
SEED = 910_000
DEMO = Path(__file__).parent.parent / "samples" / "bundles"
_COMMAND = (sys.executable, "-c", "from app.cli import main; main()", "verify")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure reading and verifying.")
    parser.add_argument("--demo", action="store_true", help="verify the sample bundles as well")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for medium in MEDIA:
            bundle = generate(SEED, "genuine_old", medium, cars=1)
            read_pages(medium, bundle.files)
            verify_twice(f"bundle of {medium}", [write_bundle(Path(folder), bundle)], Path(folder) / medium)
        if options.demo:
            bundles = sorted(path for path in DEMO.iterdir() if path.is_dir() or path.suffix == ".zip")
            verify_twice("demo", bundles, Path(folder) / "demo")


def read_pages(medium: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Seconds of every page in one reader process, the first page apart as it waits for the engines."""
    seconds = []
    with ReaderPool(1, Limits()) as pool:
        for name, content in files:
            seen = pool.inspect(name, content)
            for number in range(1, seen.page_count + 1 if seen.state is FileState.READ else 0):
                began = time.perf_counter()
                pool.read_page(name, content, number)
                seconds.append(time.perf_counter() - began)
    warm = seconds[1:] or seconds
    print(
        f"reading {medium}: {len(seconds)} pages, first {seconds[0]:.2f} s, then median {statistics.median(warm):.2f} s,"
        f" worst {max(warm):.2f} s a page",
        flush=True,
    )


def verify_twice(name: str, bundles: Sequence[Path], data: Path) -> None:
    """Wall seconds and peak memory of the command, first with everything to read, then with nothing."""
    for turn in ("first", "again"):
        began = time.perf_counter()
        process = subprocess.Popen(
            [*_COMMAND, *map(str, bundles), "--data-dir", str(data)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        peak = watch(process)
        taken = time.perf_counter() - began
        print(f"verify {name}, {turn}: {taken:.2f} s, peak {peak / 1024:.0f} MB with children", flush=True)


def watch(process: subprocess.Popen[bytes]) -> int:
    """The most memory that the process and its descendants held together, in KB, sampled until it ends."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident_kb(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    return peak


def _family(root: int) -> set[int]:
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path("/proc", entry, "stat").read_text()
            except OSError:
                continue  # it ended while we looked
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    family, size = {root}, 0
    while len(family) > size:
        size = len(family)
        family |= {pid for pid, parent in parents.items() if parent in family}
    return family


def _resident_kb(pid: int) -> int:
    try:
        pages = int(Path("/proc", str(pid), "statm").read_text().split()[1])
    except OSError:
        return 0  # it ended while we looked
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


if __name__ == "__main__":
    main()

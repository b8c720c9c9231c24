"""The real program as a process of its own: started on a free port, asked over HTTP, stopped or killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SECONDS = 60


@dataclass
class Program:
    """A running ``tongguan serve``."""

    process: subprocess.Popen[bytes]
    address: str
    said: Path
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def until(is_so: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
    return found


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Program]:
    folder.mkdir(exist_ok=True)
    said, log = folder / "said", folder / "log"
    with said.open("w") as stdout, log.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", "0"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "TONGGUAN_DATA_DIR": str(folder / "data"),
                "TONGGUAN_LANG": "en",
                "TONGGUAN_STOP_SECONDS": "5",
                **environment,
            },
            stdout=stdout,
            stderr=stderr,
        )
    try:
        until(lambda: "http://" in said.read_text() or process.poll() is not None, "started")
        assert process.poll() is None, log.read_text()
        yield Program(process, said.read_text().split("\n")[0].split()[-1], said, log)
    finally:
        process.kill()
        process.wait(20)

"""The real program as a process: ``tongguan worker``, started, asked, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.commands.worker import queues_of
from app.exit_codes import ExitCode
from domain.errors import UsageError
from tests.running_program import ROOT, SECONDS, until


@pytest.mark.parametrize(
    ("text", "queues"),
    [
        (None, ("interactive", "archive")),
        ("", ("interactive", "archive")),
        ("archive", ("archive",)),
        ("archive, interactive", ("interactive", "archive")),
    ],
)
def test_queues_are_named_with_commas(text: str | None, queues: tuple[str, ...]) -> None:
    assert queues_of(text) == queues


def test_a_queue_that_is_not_there_is_told(tongguan: Callable[..., Any]) -> None:
    with pytest.raises(UsageError, match="urgent"):
        queues_of("urgent,archive")
    ran = tongguan("worker", "--queues", "urgent")
    assert ran.code == ExitCode.WRONG_USE and "interactive" in ran.err


def test_it_works_until_it_is_told_to_stop_and_shows_its_metrics(tmp_path: Path) -> None:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as stderr:
        worker = subprocess.Popen(
            [sys.executable, "-c", "from app.cli import main; main()", "worker", "--queues", "interactive"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "TONGGUAN_DATA_DIR": str(tmp_path / "data"),
                "TONGGUAN_WORKER_METRICS_PORT": str(port),
            },
            stderr=stderr,
        )
    try:
        until(lambda: "worker_started" in log.read_text() or worker.poll() is not None, "started")
        assert worker.poll() is None, log.read_text()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
            assert b"tongguan_pages_read_total 0.0" in answer.read()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(SECONDS) == 0
    finally:
        worker.kill()
        worker.wait(20)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["worker_started", "worker_stopping", "worker_stopped"]
    assert lines[0]["queues"] == ["interactive"]

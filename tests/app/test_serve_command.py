"""The real program as a process: started, asked, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_program import ROOT, SECONDS, Program, serving, until

UNFINISHED = b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
"""a request whose body does not come"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("serve")
    with serving(folder, TONGGUAN_METRICS_TOKEN="metrics-token-for-tests") as program:
        yield program


def test_the_first_start_prints_the_address_and_a_one_time_link(program: Program) -> None:
    lines = until(lambda: len(found := program.said.read_text().splitlines()) > 1 and found, "the link")
    assert f"{program.address}/first?token=" in lines[1]
    token = lines[1].rpartition("=")[2]
    assert token not in program.log.read_text()


def test_it_lives_and_is_ready(program: Program) -> None:
    assert program.get("/healthz") == (200, b'{"status":"alive"}')
    status, body = program.get("/readyz")
    assert status == 200 and set(json.loads(body)["parts"]) == {"database", "objects", "broker"}


def test_metrics_are_for_operators(program: Program) -> None:
    status, body = program.get("/metrics")
    assert status == 200 and b"tongguan_outbox_messages 0.0" in body
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    assert program.get("/metrics", **passed_on)[0] == 404
    assert program.get("/metrics", Authorization="Bearer wrong-token-wrong", **passed_on)[0] == 404
    assert program.get("/metrics", Authorization="Bearer metrics-token-for-tests", **passed_on)[0] == 200


def test_a_request_is_a_line_of_the_log_with_its_route(program: Program) -> None:
    assert program.get("/api/v1/bundles/sub_abcdefghijklmnopqrstuvwxyz")[0] == 401
    found = until(
        lambda: [line for line in program.lines() if "/bundles/" in line.get("route", "")], "the line"
    )
    assert found[0]["event"] == "request" and found[0]["status"] == 401 and found[0]["request_id"]
    assert found[0]["route"].startswith("/api/v1/bundles/{")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TONGGUAN_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert ended.returncode == 2
    assert f"port {port}" in ended.stderr and "--port" in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "serve") as program:
        assert program.get("/healthz")[0] == 200
        program.process.send_signal(number)
        assert program.process.wait(SECONDS) == 0
        assert [line["event"] for line in program.lines()][-2:] == ["serve_stopping", "serve_stopped"]


def test_a_second_signal_does_not_wait(tmp_path: Path) -> None:
    with serving(tmp_path / "serve", TONGGUAN_STOP_SECONDS="60") as program:
        host, port = program.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.sendall(UNFINISHED)
            time.sleep(0.5)
            program.process.send_signal(signal.SIGTERM)
            time.sleep(1.0)
            assert program.process.poll() is None
            program.process.send_signal(signal.SIGTERM)
            assert program.process.wait(10) == -signal.SIGTERM

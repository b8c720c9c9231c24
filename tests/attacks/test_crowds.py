"""Connections that say nothing, a disk that is full, files that others of the machine may look at."""

from __future__ import annotations

import contextlib
import resource
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.http.connection_cap import MOST_OF_AN_ADDRESS
from tests.attacks.meter import MEGABYTE
from tests.exporter import told
from tests.running_program import Program, serving, until


def test_silent_connections_leave_room_for_others(tmp_path: Path) -> None:
    with (
        serving(tmp_path / "serve", TONGGUAN_TRUSTED_PROXIES="10.9.8.7") as program,
        contextlib.ExitStack() as silent,
    ):
        parts = urlsplit(program.address)
        place = (parts.hostname or "", parts.port or 0)
        crowd = [
            silent.enter_context(socket.create_connection(place, timeout=20))
            for _ in range(MOST_OF_AN_ADDRESS + 20)
        ]
        refused = 0
        for connection in crowd[-20:]:
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(1) == b""
            refused += 1
        assert refused == 20  # each was closed at once, none is waited for
        crowd[0].close()
        until(lambda: _answers(program), "room again")
        limit, _ = resource.prlimit(program.process.pid, resource.RLIMIT_NOFILE)
        assert limit > MOST_OF_AN_ADDRESS


def _answers(program: Program) -> bool:
    with contextlib.suppress(OSError):
        return program.get("/healthz")[0] == 200
    return False


def test_an_upload_to_a_full_disk_is_told_to_come_again(server: Program, client: httpx.Client) -> None:
    bundle = told(client.post("/bundles", json={"title": "full"}))["id"]
    paper = {"files": ("a.pdf", b"%PDF-1.7 " + bytes(8 * MEGABYTE))}
    pid, (soft, hard) = server.process.pid, resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (MEGABYTE, hard))
    try:
        answer = client.post(f"/bundles/{bundle}/files", files=paper)
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0
    assert answer.json()["type"] == "/problems/unavailable"
    assert "Traceback" not in server.log.read_text()
    assert told(client.get(f"/bundles/{bundle}/files"))["items"] == []
    assert client.post(f"/bundles/{bundle}/files", files=paper).status_code == 201


@pytest.mark.parametrize("pattern", ["data", "data/*.sqlite*", "data/objects/*"])
def test_nobody_else_on_the_machine_may_look_at_files(
    server: Program, client: httpx.Client, pattern: str
) -> None:
    bundle = told(client.post("/bundles", json={"title": "private"}))["id"]
    assert client.post(f"/bundles/{bundle}/files", files={"files": ("a.txt", b"private")}).status_code == 201
    found = list(server.log.parent.glob(pattern))
    assert found and not [path for path in found if path.stat().st_mode & 0o077]


def test_the_end_of_the_audit_chain_is_in_the_log(server: Program, client: httpx.Client) -> None:
    lines = [line for line in server.lines() if line["event"] == "audit_chain_end"]
    assert lines and len(lines[0]["hash"]) == 64

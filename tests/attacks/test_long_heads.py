"""Addresses and headers of any length from somebody who is not logged in."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.attacks.meter import cpu_seconds
from tests.running_program import Program

REQUESTS = 10
MOST_CPU_SECONDS = 2.0
"""for all the requests together; each took that long while the patterns were quadratic"""
LONG = "a.b+" * 14_000


def status_of(server: Program, path: str, *headers: str) -> str:
    """The status line of an answer to a GET, without a client that would refuse to send it."""
    parts = urlsplit(server.address)
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", *headers, "", ""]
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall("\r\n".join(lines).encode())
        try:
            return connection.makefile("rb").readline().decode("latin-1").strip()
        except ConnectionResetError:
            return "reset"


@pytest.mark.parametrize(
    "path",
    [
        f"/api/v1/bundles/{LONG}",
        f"/bundles/{LONG}",
        f"/language/{LONG}",
        f"/api/v1/bundles?cursor={LONG}",
        f"/problems/{LONG}",
        f"/nowhere/{LONG}",
        f"/log-in?to=/{LONG}",
    ],
    ids=lambda path: path[:20],
)
def test_a_long_address_costs_the_server_next_to_nothing(server: Program, path: str) -> None:
    before = cpu_seconds(server.process.pid)
    for _ in range(REQUESTS):
        assert status_of(server, path).split()[1] in ("400", "414")
    assert cpu_seconds(server.process.pid) - before < MOST_CPU_SECONDS


def test_an_id_that_is_just_too_long_is_not_found_and_not_logged(server: Program) -> None:
    name = "just.too.long." * 10
    for path in (f"/api/v1/bundles/{name}", f"/api/v1/jobs/{name}/requeue", f"/bundles/{name}"):
        assert status_of(server, path).split()[1] in ("303", "401", "404", "405")
    assert "just.too.long" not in server.log.read_text()


def test_large_headers_are_refused(server: Program) -> None:
    assert status_of(server, "/healthz", f"Cookie: {'a' * 20_000}").split()[1] == "431"
    many = [f"x-{number}: 1" for number in range(200)]
    assert status_of(server, "/healthz", *many).split()[1] == "431"
    assert status_of(server, "/healthz").split()[1] == "200"


def test_a_head_that_never_ends_is_not_kept(server: Program) -> None:
    parts = urlsplit(server.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError):
            for _ in range(200_000):
                connection.sendall(b"x: " + b"a" * 1000 + b"\r\n")

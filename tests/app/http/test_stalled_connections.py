"""Connections on which nothing moves are ended; those that are worked on, read from or waited with are not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.http import server as http_server
from app.http import stalled_connections
from app.http.server import HttpServer, listen
from app.http.stalled_connections import HEAD_SECONDS, READER_SECONDS, StalledConnections

HEAD = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
BIG = 64 * 1024 * 1024


class FakeConnection:
    """A connection, and whether it was ended."""

    def __init__(self, cycle: Any = None, unread: int = 0) -> None:
        self.cycle = cycle
        self.unread = unread
        self.is_ended = False

    @property
    def transport(self) -> Any:
        return self

    def get_write_buffer_size(self) -> int:
        return self.unread

    def abort(self) -> None:
        self.is_ended = True


class FakeCycle:
    def __init__(self, response_complete: bool) -> None:
        self.response_complete = response_complete


@pytest.mark.parametrize(
    ("connection", "seconds", "is_ended"),
    [
        (FakeConnection(), HEAD_SECONDS - 1, False),
        (FakeConnection(), HEAD_SECONDS, True),
        (FakeConnection(FakeCycle(response_complete=True)), HEAD_SECONDS, True),
        (FakeConnection(FakeCycle(response_complete=False)), 10 * READER_SECONDS, False),
        (FakeConnection(FakeCycle(response_complete=True), unread=1), READER_SECONDS - 1, False),
        (FakeConnection(FakeCycle(response_complete=True), unread=1), READER_SECONDS, True),
        (FakeConnection(FakeCycle(response_complete=False), unread=1), READER_SECONDS, True),
    ],
)
def test_a_connection_that_stands_still_has_so_much_time(
    connection: FakeConnection, seconds: float, is_ended: bool
) -> None:
    now = 100.0
    stalled = StalledConnections(lambda: now)
    assert stalled.end({connection}) == 0
    now += seconds
    assert stalled.end({connection}) == int(is_ended) and connection.is_ended is is_ended


def test_whoever_reads_or_asks_again_begins_anew() -> None:
    now = 0.0
    stalled = StalledConnections(lambda: now)
    reader, asker = FakeConnection(unread=1000), FakeConnection()
    for _ in range(10):
        stalled.end({reader, asker})
        now += HEAD_SECONDS - 1
        reader.unread -= 1
        asker.cycle = FakeCycle(response_complete=True)
    assert not reader.is_ended and not asker.is_ended


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A real server that is short of patience."""
    monkeypatch.setattr(stalled_connections, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(stalled_connections, "READER_SECONDS", 0.4)
    monkeypatch.setattr(http_server, "TICKS_BETWEEN_LOOKS", 1)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"] == "/slow":
            await asyncio.sleep(1.2)
        await send({"type": "http.response.body", "body": b"x" * (BIG if scope["path"] == "/big" else 1)})

    started = threading.Event()
    server = HttpServer(app, threading.Event(), started.set, stop_seconds=1, trusted_proxies="")
    listening = listen("127.0.0.1", 0)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
    thread.start()
    assert started.wait(20)
    yield listening.getsockname()[1]
    server.stop()
    thread.join(20)
    listening.close()


def ends(connection: socket.socket, read: Callable[[bytes], None] = lambda _: None) -> bool:
    """Whether the other side closes within some seconds."""
    connection.settimeout(10)
    try:
        while chunk := connection.recv(1024 * 1024):
            read(chunk)
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: loc"])
def test_a_head_that_does_not_come_is_not_waited_for(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        assert ends(connection)


def test_an_answer_that_nobody_reads_is_not_kept(port: int) -> None:
    received = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(HEAD % b"/big")
        time.sleep(2)
        assert ends(connection, lambda chunk: received.append(len(chunk)))
    assert sum(received) < BIG


def test_an_answer_that_takes_its_time_is_waited_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(HEAD % b"/slow")
        received: list[bytes] = []
        assert ends(connection, received.append)
    assert b"".join(received).endswith(b"x\r\n0\r\n\r\n")

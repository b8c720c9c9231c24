"""The web server: uvicorn on a socket of ours, stopped by our signals, silent but through our log."""

from __future__ import annotations

import contextlib
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from app.http.connection_cap import ConnectionCap
from app.http.stalled_connections import StalledConnections
from domain.errors import UsageError

BACKLOG = 2048
KEEP_ALIVE_SECONDS = 30
MOST_HEAD_BYTES = 32 * 1024
"""of a request's head that are waited for; what comes whole in one piece is measured by the application"""
TICKS_BETWEEN_LOOKS = 50
"""of the server, ten a second: how often connections that stand still are looked for"""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, 0 for any free port. Raises ``UsageError`` when it cannot be."""
    try:
        family, _, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # named so that asyncio sends at once on what is accepted: head and body of an answer go in two pieces, and the
        # second would wait for the other side's delayed acknowledgement, 40 ms
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen(BACKLOG)
        except BaseException:
            listening.close()
            raise
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}",
            advice="Stop what uses it, or choose another with --port or TONGGUAN_PORT (0: any free one).",
        ) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """The address as a browser on this machine takes it."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class HttpServer(uvicorn.Server):
    """Serves until ``stop`` is called: no new connections then, those that work have so many seconds."""

    def __init__(
        self,
        app: Callable[..., Any],
        stopping: threading.Event,
        on_started: Callable[[], None],
        *,
        stop_seconds: float,
        trusted_proxies: str,
    ) -> None:
        descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,  # its lines go through our log
                access_log=False,  # ours has the route and the ids
                server_header=False,
                forwarded_allow_ips=trusted_proxies,
                http=ConnectionCap(descriptors, trusted_proxies).protocol(),  # h11: it has a limit on heads
                h11_max_incomplete_event_size=MOST_HEAD_BYTES,
                ws="none",
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=max(1, round(stop_seconds)),
            )
        )
        self._stopping = stopping
        self._on_started = on_started
        self._stalled = StalledConnections()

    def stop(self) -> None:
        """Begin to stop; from any thread or a signal."""
        self._stopping.set()  # event streams end by themselves, or they would last until the time of grace is over
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell when connections are taken."""
        await super().startup(sockets)
        if self.started:
            self._on_started()

    async def on_tick(self, counter: int) -> bool:
        """What is done ten times a second; whether to stop now."""
        if counter % TICKS_BETWEEN_LOOKS == 0:
            self._stalled.end(self.server_state.connections)  # type: ignore[arg-type]
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours: uvicorn would raise them again at the end, and the work would not be handed back."""
        yield

"""A door before a server of the web that misbehaves as told: slow, failing now and then, breaking off, closed, silent."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers.child import HOST, free_port

UNAVAILABLE = 503


class FaultyDoor:
    """Context manager that listens on a port of its own and hands on what comes to ``target_port``."""

    def __init__(self, target_port: int) -> None:
        self.port = free_port()
        self.target_port = target_port
        self.delay = 0.0
        """seconds that every request waits"""
        self.fail_every = 0
        """every so manieth request is answered with 503; 0: none"""
        self.break_every = 0
        """every so manieth answer ends in the middle"""
        self.requests = itertools.count(1)
        self.count = 0
        self._server: ThreadingHTTPServer | None = None

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    def open(self) -> None:
        """Let requests in."""
        self._server = _Server((HOST, self.port), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Refuse every connection."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> FaultyDoor:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


def _handler(door: FaultyDoor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _hand_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            number = door.count = next(door.requests)
            time.sleep(door.delay)
            self.close_connection = True
            if door.fail_every and number % door.fail_every == 0:
                self.send_error(UNAVAILABLE)
                return
            inner = http.client.HTTPConnection(HOST, door.target_port, timeout=30)
            inner.request(self.command, self.path, body, dict(self.headers))
            answer = inner.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding", "server", "date"):
                    self.send_header(name, value)
            self.end_headers()
            breaks = door.break_every and number % door.break_every == 0
            self.wfile.write(content[: len(content) // 2] if breaks else content)
            inner.close()

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _hand_on

        def log_message(self, *_: object) -> None:
            """Nothing: the tests speak for themselves."""

    return Handler

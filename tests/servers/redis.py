"""A Redis server of the tests' own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis

from tests.servers.child import HOST, ChildServer, find_program


class RedisServer(ChildServer):
    """Redis in a temporary folder, with every write in its log on disk so that a restart loses nothing."""

    def command(self) -> Sequence[str]:
        """What is run."""
        program = find_program("redis-server", "redis-server")
        options = ("--save", "", "--appendonly", "yes", "--appendfsync", "always", "--dir", str(self.folder))
        return [program, "--port", str(self.port), "--bind", HOST, *options]

    def is_ready(self) -> bool:
        """Whether it answers (it takes connections while it still loads)."""
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    @property
    def url(self) -> str:
        """Its address; the first of its sixteen databases."""
        return f"redis://{HOST}:{self.port}/0"

    def client(self) -> Any:
        """A connection."""
        return redis.Redis(host=HOST, port=self.port, socket_timeout=5)

    def flush(self) -> None:
        """Have it forget everything."""
        with self.client() as client:
            client.flushall()

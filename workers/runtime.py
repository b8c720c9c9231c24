"""The embedded runtime: in-process broker, worker threads and sweeper of one process."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from workers.services import Services


class Runtime:
    """Context manager; ``start`` is called by ``commands.wait`` when there is work, or by a server at once."""

    def __init__(self, services: Services, *, threads: int | None = None) -> None:
        self._services = services
        self._threads = threads

    def start(self) -> None:
        """Start broker, threads and sweeper; a second call does nothing."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop: what runs is finished or handed back."""

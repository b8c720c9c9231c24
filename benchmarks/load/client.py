"""The API as a program uses it, with a machine key, every request timed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import httpx

TIMEOUT_SECONDS = 60.0
POLL_SECONDS = 0.2
"""how often a follower asks: each time takes some milliseconds from the readers"""
ENDED = ("decided", "waiting_for_clerk", "waiting_for_exporter")


class Client:
    """One connection. ``seconds`` of the last request are kept."""

    def __init__(self, url: str, key: str) -> None:
        self._http = httpx.Client(
            base_url=f"{url}/api/v1", headers={"authorization": f"Bearer {key}"}, timeout=TIMEOUT_SECONDS
        )
        self.seconds = 0.0

    def get(self, path: str, **parameters: str) -> httpx.Response:
        """A GET; an answer other than 2xx is an error of the benchmark."""
        return self._timed("GET", path, params=parameters)

    def create(self, title: str) -> str:
        """A new bundle; its id."""
        return str(self._timed("POST", "/bundles", json={"title": title}).json()["id"])

    def upload(self, bundle: str, files: Sequence[tuple[str, bytes]]) -> None:
        """Files into a bundle, in one request."""
        parts = [("files", (name, content, "image/jpeg")) for name, content in files]
        self._timed("POST", f"/bundles/{bundle}/files", files=parts)

    def submit(self, bundle: str) -> None:
        """Hand the bundle in."""
        self._timed("POST", f"/bundles/{bundle}/submit")

    def status(self, bundle: str) -> dict[str, Any]:
        """State and progress."""
        found: dict[str, Any] = self.get(f"/bundles/{bundle}/status").json()
        return found

    def follow(self, bundle: str, seconds: float) -> str:
        """Wait for the verdict; the state that the bundle ended in."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            state = str(self.status(bundle)["state"])
            if state in ENDED:
                return state
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"bundle {bundle} had no verdict after {seconds} s")

    def _timed(self, method: str, path: str, **more: Any) -> httpx.Response:
        began = time.perf_counter()
        answer = self._http.request(method, path, **more)
        self.seconds = time.perf_counter() - began
        answer.raise_for_status()
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

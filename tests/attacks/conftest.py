"""A real server to attack, one for all the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.exporter import exporter
from tests.running_program import Program, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder: Path = tmp_path_factory.mktemp("attacked")
    with serving(folder) as program:
        yield program


@pytest.fixture(scope="module")
def client(server: Program) -> Iterator[httpx.Client]:
    """An exporter of the server."""
    client = exporter(server)
    yield client
    client.close()

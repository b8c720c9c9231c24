"""A fresh database at the newest schema, on SQLite and on PostgreSQL: every test that asks for one runs on both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.database.database import open_database
from tests.servers.postgres import PostgresServer

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest schema: to copy it takes less time than to migrate."""
    path = tmp_path_factory.mktemp("template") / "tongguan.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """An empty PostgreSQL database at the newest schema, to be copied with ``create_database``."""
    url = postgres_server.create_database()
    open_database(url).close()
    return url


@pytest.fixture
def make_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Given ``sqlite`` or ``postgresql``, makes a database at the newest schema and returns its address."""
    made: list[str] = []

    def make(backend: str) -> str:
        if backend == "sqlite":
            path = tmp_path / f"database{len(made)}.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            made.append(f"sqlite:///{path}")
        else:
            template = request.getfixturevalue("postgres_template")
            server: PostgresServer = request.getfixturevalue("postgres_server")
            server.start()
            made.append(server.create_database(template))
        return made[-1]

    yield make
    for url in made:
        if url.startswith("postgresql"):
            server = request.getfixturevalue("postgres_server")
            server.start()
            server.drop_database(url)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, make_database: Callable[[str], str]) -> str:
    """The address of a fresh database at the newest schema; the test runs once on each kind."""
    return make_database(request.param)

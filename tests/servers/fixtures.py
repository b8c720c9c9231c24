"""The servers as fixtures: started when a test first asks, shared by all, stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest

from tests.servers.child import ChildServer
from tests.servers.postgres import PostgresServer
from tests.servers.rabbitmq import RabbitmqServer
from tests.servers.redis import RedisServer
from tests.servers.s3 import CREDENTIALS, S3Server

Kind = TypeVar("Kind", bound=ChildServer)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """PostgreSQL; ``create_database()`` gives a fresh database and returns its address."""
    yield from _running(PostgresServer)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """Redis; tests that share it leave it running and ``flush()`` it."""
    yield from _running(RedisServer)


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitmqServer]:
    """RabbitMQ; takes some seconds to start."""
    yield from _running(RabbitmqServer)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A server that speaks S3, with a bucket."""
    yield from _running(S3Server)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    postgres_server.start()
    url = postgres_server.create_database()
    yield url
    postgres_server.start()
    postgres_server.drop_database(url)


@pytest.fixture
def s3_url(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty object store; the credentials are in the environment."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    return s3_server.url()


def _running(kind: type[Kind]) -> Iterator[Kind]:
    server = kind()
    try:
        server.start()
        yield server
    finally:
        server.close()

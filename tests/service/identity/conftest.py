"""A installation with an office, an administrator and two exporters, on SQLite and on PostgreSQL, with cheap passwords."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
import pytest

from domain.access import OrganisationKind, Principal, Role
from domain.people import LoggedIn, UserView
from service import identity_commands as identity
from service.identity import passwords
from storage.identity.schema import metadata
from storage.repository import Repository, open_repository
from tests.servers.databases import BACKENDS
from tests.servers.postgres import PostgresServer
from workers.services import Services

PASSWORD = "correct horse battery"
CHEAP = passwords.Cost(time=1, memory_kib=8, lanes=1)


@dataclass
class Door:
    """Services with a clock that can be set, and ways to make people."""

    services: Services
    repository: Repository
    ahead: float = 0.0
    """seconds that the clock runs ahead"""
    admin: Principal = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        clock = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.ahead)  # noqa: E731
        self.services = replace(self.services, repository=self.repository, clock=clock)

    def found(self) -> Principal:
        """The first administrator, login ``root``."""
        token = identity.first_token(self.services)
        assert token is not None
        self.admin = identity.found(
            self.services, token, login="root", name="管理员", password=PASSWORD, office_name="商务厅"
        )
        return self.admin

    def organisation(self, kind: OrganisationKind = OrganisationKind.EXPORTER) -> str:
        """The id of a new organisation."""
        self.made += 1
        return identity.create_organisation(
            self.services, self.admin, name=f"某某汽车{self.made}", kind=kind
        ).id

    def user(self, organisation_id: str, role: Role = Role.EXPORTER, login: str = "") -> UserView:
        """A new person with ``PASSWORD``."""
        self.made += 1
        view, initial = identity.create_user(
            self.services, self.admin, organisation_id=organisation_id, login=login or f"user{self.made}",
            name="某人", role=role,
        )  # fmt: skip
        principal = Principal(view.id, view.name, view.organisation_id, view.role)
        identity.change_password(self.services, principal, initial, PASSWORD)
        return view

    def principal(self, organisation_id: str, role: Role = Role.EXPORTER) -> Principal:
        """The same as one who asks."""
        view = self.user(organisation_id, role)
        return Principal(view.id, view.name, view.organisation_id, view.role)

    def log_in(self, login: str = "root", password: str = PASSWORD, address: str = "192.0.2.1") -> LoggedIn:
        """A session."""
        return identity.log_in(self.services, login, password, address=address, agent="test")


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost a millisecond."""
    monkeypatch.setattr(passwords, "COST", CHEAP)


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """One PostgreSQL database for all tests here: to make one for each would take longer than the tests."""
    url = postgres_server.create_database(postgres_template)
    yield url
    postgres_server.drop_database(url)


def _emptied(url: str) -> str:
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {names}".encode())
    return url


@pytest.fixture(params=BACKENDS)
def empty_door(cheap: None, installation: Any, request: pytest.FixtureRequest) -> Iterator[Door]:
    """A installation that nobody has entered yet."""
    if request.param == "sqlite":
        yield Door(installation.services, installation.services.repository)
        return
    repository = open_repository(_emptied(request.getfixturevalue("shared_postgres")))
    yield Door(installation.services, repository)
    repository.close()


@pytest.fixture
def sqlite_door(cheap: None, installation: Any) -> Door:
    """The same on SQLite alone, for long tables of cases that no database decides about."""
    door = Door(installation.services, installation.services.repository)
    door.found()
    return door


@pytest.fixture
def door(empty_door: Door) -> Door:
    """A installation with its first administrator."""
    empty_door.found()
    return empty_door

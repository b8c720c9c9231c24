"""People who may log in."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, tuple_, update

from storage.database.conflict import insert_missing
from storage.database.row_locks import locked
from storage.identity.schema import users
from storage.schema import organisations


class UserRow(msgspec.Struct, frozen=True):
    """One person."""

    id: str
    organisation_id: str
    login: str
    """lower case, unique"""
    name: str
    role: str
    password_hash: str
    created_at: float
    must_change_password: bool = True
    is_active: bool = True
    failures: int = 0
    """log-ins begun since the last good one"""
    locked_until: float = 0.0
    last_login_at: float | None = None


class OrganisationMember(msgspec.Struct, frozen=True):
    """A person with what the organisation says about them."""

    user: UserRow
    organisation: str
    """its name"""
    kind: str
    """its kind"""
    is_welcome: bool
    """whether both the person and the organisation are active"""


class Users:
    """The people of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: UserRow) -> bool:
        """Keep a new person; False when the login is taken."""
        return insert_missing(self._connection, users, [msgspec.structs.asdict(row)]) == 1

    def get(self, user_id: str) -> OrganisationMember | None:
        """The person of that id, or None."""
        return self._one(users.c.id == user_id)

    def with_login(self, login: str) -> OrganisationMember | None:
        """The person of that login, or None."""
        return self._one(users.c.login == login)

    def locked(self, login: str) -> OrganisationMember | None:
        """The same, and nobody else can change the person before our transaction ends."""
        locked(self._connection, users.c.id, users.c.login == login)
        return self.with_login(login)

    def lock(self, user_id: str) -> None:
        """Let nobody else change the person before our transaction ends."""
        locked(self._connection, users.c.id, users.c.id == user_id)

    def update(self, user_id: str, **values: object) -> bool:
        """Change columns by name; False when there is no such person."""
        statement = update(users).where(users.c.id == user_id).values(values)
        return self._connection.execute(statement).rowcount == 1

    def exist(self) -> bool:
        """Whether there is anybody at all."""
        return self._connection.execute(select(users.c.id).limit(1)).first() is not None

    def count_active(self, role: str) -> int:
        """How many active people of active organisations have that role."""
        query = (
            select(func.count())
            .select_from(users.join(organisations))
            .where(users.c.role == role, users.c.is_active, organisations.c.is_active)
        )
        return self._connection.execute(query).scalar_one()

    def of_organisation(self, organisation_id: str) -> tuple[str, ...]:
        """The ids of all people of an organisation."""
        query = select(users.c.id).where(users.c.organisation_id == organisation_id).order_by(users.c.id)
        return tuple(self._connection.execute(query).scalars())

    def newest(
        self,
        before: tuple[float, str] | None,
        limit: int,
        organisation_id: str | None = None,
        name: str | None = None,
    ) -> tuple[OrganisationMember, ...]:
        """People, newest first; ``before`` is (created_at, id) of the last one seen, ``name`` part of name or login."""
        query = _members()
        if before is not None:
            query = query.where(tuple_(users.c.created_at, users.c.id) < before)
        if organisation_id is not None:
            query = query.where(users.c.organisation_id == organisation_id)
        if name:
            query = query.where(
                or_(
                    users.c.name.icontains(name, autoescape=True),
                    users.c.login.icontains(name, autoescape=True),
                )
            )
        query = query.order_by(users.c.created_at.desc(), users.c.id.desc()).limit(limit)
        return tuple(_member(row) for row in self._connection.execute(query))

    def _one(self, where: ColumnElement[bool]) -> OrganisationMember | None:
        row = self._connection.execute(_members().where(where)).one_or_none()
        return _member(row) if row else None


def _members() -> Select[tuple[object, ...]]:
    told = (
        organisations.c.name.label("organisation_name"),
        organisations.c.kind.label("organisation_kind"),
        organisations.c.is_active.label("organisation_is_active"),
    )
    return select(users, *told).select_from(users.join(organisations))


def _member(row: Row[tuple[object, ...]]) -> OrganisationMember:
    values = dict(row._mapping)
    name, kind = values.pop("organisation_name"), values.pop("organisation_kind")
    is_open = values.pop("organisation_is_active")
    user = UserRow(**values)
    return OrganisationMember(user, name, kind, is_welcome=bool(is_open and user.is_active))

"""Machine keys. Secrets are kept as their SHA-256."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, tuple_, update

from storage.identity.schema import api_keys
from storage.schema import organisations


class KeyRow(msgspec.Struct, frozen=True):
    """One machine key."""

    id: str
    secret_hash: str
    organisation_id: str
    name: str
    scopes: str
    """permissions, with a space between"""
    created_by: str
    created_at: float
    expires_at: float | None = None
    revoked_at: float | None = None
    last_used_at: float | None = None


class OwnedKey(msgspec.Struct, frozen=True):
    """A machine key with what its organisation says about it."""

    key: KeyRow
    organisation: str
    """its name"""
    kind: str
    """its kind"""
    is_open: bool
    """whether the organisation is active"""


class ApiKeys:
    """The machine keys of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: KeyRow) -> None:
        """Keep a new key."""
        self._connection.execute(insert(api_keys).values(msgspec.structs.asdict(row)))

    def get(self, key_id: str) -> OwnedKey | None:
        """The key of that id, or None."""
        return self._one(api_keys.c.id == key_id)

    def with_secret(self, secret_hash: str) -> OwnedKey | None:
        """The key of that secret, or None."""
        return self._one(api_keys.c.secret_hash == secret_hash)

    def touch(self, key_id: str, now: float) -> None:
        """Note that it was used."""
        self._connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(last_used_at=now))

    def revoke(self, key_id: str, now: float) -> bool:
        """Let it open nothing any more; False when that was so already."""
        statement = update(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        return self._connection.execute(statement.values(revoked_at=now)).rowcount == 1

    def count_valid(self, organisation_id: str, now: float) -> int:
        """How many keys of an organisation open something."""
        query = select(func.count()).where(
            api_keys.c.organisation_id == organisation_id,
            api_keys.c.revoked_at.is_(None),
            or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > now),
        )
        return self._connection.execute(query).scalar_one()

    def newest(
        self, before: tuple[float, str] | None, limit: int, organisation_id: str | None = None
    ) -> tuple[OwnedKey, ...]:
        """Keys, newest first; ``before`` is (created_at, id) of the last one seen."""
        query = _owned()
        if before is not None:
            query = query.where(tuple_(api_keys.c.created_at, api_keys.c.id) < before)
        if organisation_id is not None:
            query = query.where(api_keys.c.organisation_id == organisation_id)
        query = query.order_by(api_keys.c.created_at.desc(), api_keys.c.id.desc()).limit(limit)
        return tuple(_owned_key(row) for row in self._connection.execute(query))

    def _one(self, where: ColumnElement[bool]) -> OwnedKey | None:
        row = self._connection.execute(_owned().where(where)).one_or_none()
        return _owned_key(row) if row else None


def _owned() -> Select[tuple[object, ...]]:
    told = (
        organisations.c.name.label("organisation_name"),
        organisations.c.kind.label("organisation_kind"),
        organisations.c.is_active.label("organisation_is_active"),
    )
    return select(api_keys, *told).select_from(api_keys.join(organisations))


def _owned_key(row: Row[tuple[object, ...]]) -> OwnedKey:
    values = dict(row._mapping)
    name, kind = values.pop("organisation_name"), values.pop("organisation_kind")
    is_open = values.pop("organisation_is_active")
    return OwnedKey(KeyRow(**values), name, kind, bool(is_open))

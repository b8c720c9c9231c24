"""Organisations: those that hand papers in, and the office that judges them."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select, tuple_, update

from storage.schema import organisations


class OrganisationRow(msgspec.Struct, frozen=True):
    """One organisation."""

    id: str
    name: str
    kind: str
    """``exporter`` or ``office``"""
    created_at: float
    uscc: str | None = None
    is_active: bool = True


class Organisations:
    """The organisations of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: OrganisationRow) -> None:
        """Keep a new organisation."""
        self._connection.execute(insert(organisations).values(msgspec.structs.asdict(row)))

    def get(self, organisation_id: str) -> OrganisationRow | None:
        """The organisation of that id, or None."""
        query = select(organisations).where(organisations.c.id == organisation_id)
        row = self._connection.execute(query).one_or_none()
        return OrganisationRow(**row._mapping) if row else None

    def update(self, organisation_id: str, **values: object) -> bool:
        """Change columns by name; False when there is no such organisation."""
        statement = update(organisations).where(organisations.c.id == organisation_id)
        return self._connection.execute(statement.values(values)).rowcount == 1

    def newest(
        self, before: tuple[float, str] | None, limit: int, name: str | None = None
    ) -> tuple[OrganisationRow, ...]:
        """Organisations, newest first; ``before`` is (created_at, id) of the last one seen, ``name`` part of the name."""
        query = select(organisations)
        if before is not None:
            query = query.where(tuple_(organisations.c.created_at, organisations.c.id) < before)
        if name:
            query = query.where(organisations.c.name.icontains(name, autoescape=True))
        query = query.order_by(organisations.c.created_at.desc(), organisations.c.id.desc()).limit(limit)
        return tuple(OrganisationRow(**row._mapping) for row in self._connection.execute(query))

"""Sessions of people. Tokens are kept as their SHA-256: who reads the database cannot come in with it."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from storage.database.row_locks import delete_idle, locked
from storage.identity.schema import sessions


class SessionRow(msgspec.Struct, frozen=True):
    """One session."""

    token_hash: str
    user_id: str
    csrf_hash: str
    created_at: float
    expires_at: float
    last_seen_at: float
    agent: str


class Sessions:
    """The sessions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: SessionRow) -> None:
        """Keep a new session."""
        self._connection.execute(insert(sessions).values(msgspec.structs.asdict(row)))

    def get(self, token_hash: str) -> SessionRow | None:
        """The session of that token, or None."""
        query = select(sessions).where(sessions.c.token_hash == token_hash)
        row = self._connection.execute(query).one_or_none()
        return SessionRow(**row._mapping) if row else None

    def touch(self, token_hash: str, now: float, expires_at: float) -> None:
        """Note that it was used."""
        statement = update(sessions).where(sessions.c.token_hash == token_hash)
        self._connection.execute(statement.values(last_seen_at=now, expires_at=expires_at))

    def end(self, token_hash: str) -> bool:
        """Forget it; False when it was not there."""
        statement = delete(sessions).where(sessions.c.token_hash == token_hash)
        return self._connection.execute(statement).rowcount == 1

    def end_of(self, user_ids: Collection[str], *, but: str = "") -> int:
        """Forget all sessions of these people except that of the token hash ``but``; returns how many."""
        theirs = (sessions.c.user_id.in_(user_ids), sessions.c.token_hash != but)
        found = locked(self._connection, sessions.c.token_hash, *theirs)
        return self._connection.execute(delete(sessions).where(found)).rowcount

    def forget_expired(self, now: float) -> None:
        """Forget what nobody can use any more."""
        delete_idle(self._connection, sessions, sessions.c.expires_at <= now)

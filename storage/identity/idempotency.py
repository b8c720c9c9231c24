"""Answers to requests that may come again under the same key."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, select, update

from storage.database.conflict import insert_missing
from storage.database.row_locks import delete_idle
from storage.identity.schema import idempotency_keys


class AnswerRow(msgspec.Struct, frozen=True):
    """One request, and its answer once it has one."""

    principal_id: str
    key: str
    request_hash: str
    created_at: float
    status: int | None = None
    """None while the request is under way"""
    headers: str = "{}"
    """JSON object"""
    body: bytes = b""


class KeptAnswers:
    """The remembered requests of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, row: AnswerRow) -> bool:
        """Keep a request that is under way; False when the key is known."""
        return insert_missing(self._connection, idempotency_keys, [msgspec.structs.asdict(row)]) == 1

    def get(self, principal_id: str, key: str) -> AnswerRow | None:
        """The request of that key, or None; nobody else can change it before our transaction ends."""
        mine = (idempotency_keys.c.principal_id == principal_id, idempotency_keys.c.key == key)
        query = select(idempotency_keys).where(*mine).with_for_update(key_share=True)
        row = self._connection.execute(query).one_or_none()
        return AnswerRow(**row._mapping) if row else None

    def put(self, row: AnswerRow) -> bool:
        """Set what is known of a request; False when the key is not known."""
        mine = (idempotency_keys.c.principal_id == row.principal_id, idempotency_keys.c.key == row.key)
        statement = update(idempotency_keys).where(*mine).values(msgspec.structs.asdict(row))
        return self._connection.execute(statement).rowcount == 1

    def forget(self, principal_id: str, key: str, request_hash: str) -> None:
        """Forget a request that is under way."""
        statement = delete(idempotency_keys).where(
            idempotency_keys.c.principal_id == principal_id,
            idempotency_keys.c.key == key,
            idempotency_keys.c.request_hash == request_hash,
            idempotency_keys.c.status.is_(None),
        )
        self._connection.execute(statement)

    def forget_old(self, before: float) -> None:
        """Forget what was asked before that time."""
        delete_idle(self._connection, idempotency_keys, idempotency_keys.c.created_at < before)

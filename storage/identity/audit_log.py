"""The audit log: append only, every line chained to the one before by its hash.

The number and hash of the last line stand in the system values as well, so lines cut off at the end are missed too. Whoever can
write to the whole database can of course write a whole new chain: a hash that was noted elsewhere shows that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, Connection, insert, select

from domain.errors import StorageError
from storage.database.text import storable
from storage.identity.schema import audit_log
from storage.identity.system_values import AUDIT, SystemValues

BEGINNING = "0" * 64
"""what stands before the first line"""
BATCH = 1000


class AuditRow(msgspec.Struct, frozen=True):
    """One line."""

    at: float
    actor_id: str
    actor_name: str
    organisation_id: str
    action: str
    object: str
    outcome: str
    detail: str
    address: str
    number: int = 0
    """given when it is appended, from 1 on"""
    previous_hash: str = ""
    hash: str = ""


class AuditLog:
    """The audit log in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._system_values = SystemValues(connection)

    def append(self, row: AuditRow) -> AuditRow:
        """Add a line and return it as it was chained.

        Appenders wait for each other until their transactions end, so this is the last thing that a transaction does.
        """
        number, previous = _end(self._system_values.lock(AUDIT))
        row = msgspec.structs.replace(_storable(row), number=number + 1, previous_hash=previous)
        row = msgspec.structs.replace(row, hash=line_hash(row))
        self._connection.execute(insert(audit_log).values(msgspec.structs.asdict(row)))
        self._system_values.put(AUDIT, f"{row.number}:{row.hash}")
        return row

    def newest(
        self,
        before: int | None,
        limit: int,
        *,
        actor_id: str | None = None,
        object: str | None = None,
        action: str | None = None,
        outcome: str | None = None,
        organisation_id: str | None = None,
    ) -> tuple[AuditRow, ...]:
        """Lines, newest first, with a number below ``before``; all that is given must hold."""
        wanted: list[ColumnElement[bool]] = [
            column == value
            for column, value in (
                (audit_log.c.actor_id, actor_id),
                (audit_log.c.object, object),
                (audit_log.c.action, action),
                (audit_log.c.outcome, outcome),
                (audit_log.c.organisation_id, organisation_id),
            )
            if value is not None
        ]
        if before is not None:
            wanted.append(audit_log.c.number < before)
        query = select(audit_log).where(*wanted).order_by(audit_log.c.number.desc()).limit(limit)
        return tuple(AuditRow(**row._mapping) for row in self._connection.execute(query))

    def first_broken(self) -> int | None:
        """The number of the first line that is not as it was appended, or that is missing; None when all is well."""
        expected, previous = 1, BEGINNING
        for row in self._all():
            is_next = row.number == expected and row.previous_hash == previous
            if not is_next or row.hash != line_hash(row):
                return min(row.number, expected)
            expected, previous = row.number + 1, row.hash
        last, (number, digest) = expected - 1, self.end()
        if (last, previous) == (number, digest):
            return None
        return number if last == number else min(last, number) + 1

    def end(self) -> tuple[int, str]:
        """Number and hash of the last line, to be noted where nobody can change it."""
        return _end(self._system_values.get(AUDIT) or "")

    def _all(self) -> Iterable[AuditRow]:
        """Every line by number, a batch at a time: the log of years does not fit into memory."""
        query = select(audit_log).order_by(audit_log.c.number).limit(BATCH)
        rows = [AuditRow(**row._mapping) for row in self._connection.execute(query)]
        while rows:
            yield from rows
            further = query.where(audit_log.c.number > rows[-1].number)
            rows = [AuditRow(**row._mapping) for row in self._connection.execute(further)]


def line_hash(row: AuditRow) -> str:
    """SHA-256 over all columns but the hash itself, as JSON with sorted names."""
    columns = msgspec.structs.asdict(row)
    del columns["hash"]
    text = json.dumps(columns, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _storable(row: AuditRow) -> AuditRow:
    """What is hashed is what will be read back."""
    columns = msgspec.structs.asdict(row)
    texts = {name: storable(value) for name, value in columns.items() if isinstance(value, str)}
    return AuditRow(**(columns | texts))


def _end(value: str) -> tuple[int, str]:
    if not value:
        return 0, BEGINNING
    number, _, digest = value.partition(":")
    if not number.isdecimal() or len(digest) != len(BEGINNING):
        raise StorageError(
            "the note of the audit log's last line was tampered with, so nothing more is written to the log",
            advice="restore the table 'system_values' from a backup",
        )
    return int(number), digest

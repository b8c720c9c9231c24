"""What a database's error means, and what to do about it. SQLite and PostgreSQL say it in codes of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError, SQLAlchemyError, TimeoutError

from domain.errors import StorageError


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way in which a database fails."""

    what: str
    advice: str


FULL = Trouble(
    "its disk is full or its file may not grow",
    "make room on the database's disk; what was accepted is kept and goes on by itself",
)
BUSY = Trouble(
    "another process held it for too long",
    "run again; if it lasts, look for a program that keeps a transaction open (a backup, a database browser)",
)
CORRUPT = Trouble(
    "its file is damaged or is no database",
    "stop all processes, keep the damaged file aside and restore the last backup (docs/operating.md)",
)
CLOSED = Trouble(
    "it may not be opened or written",
    "check that file and folder belong to the user who runs tongguan, or that the server lets this user in",
)
GONE = Trouble(
    "it cannot be reached",
    "check that the server of TONGGUAN_DATABASE_URL runs and can be reached from here; work goes on when it is back",
)
UNKNOWN_NAME = Trouble(
    "it does not exist on that server",
    "make it first (CREATE DATABASE), or correct the name in TONGGUAN_DATABASE_URL",
)
CROWDED = Trouble(
    "it has no connection left",
    "raise max_connections of the server, or run fewer processes (docs/operating.md has the sum)",
)
CROSSED = Trouble("two transactions stood in each other's way", "run again; nothing was changed")
DISK = Trouble(
    "its disk could not be read or written",
    "check the disk of the database: room, file-size limit (ulimit -f), health; then run again",
)
OTHER = Trouble("it refused what was asked", "run again; if it lasts, report it with this message")

SQLITE_CODES: dict[int, Trouble] = {  # https://www.sqlite.org/rescode.html
    5: BUSY,
    6: BUSY,
    8: CLOSED,
    10: DISK,
    11: CORRUPT,
    13: FULL,
    14: CLOSED,
    26: CORRUPT,
}
"""primary result code -> what it means"""
POSTGRES_CODES: tuple[
    tuple[str, Trouble], ...
] = (  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    ("08", GONE),
    ("25P03", GONE),  # we stood idle in a transaction and were thrown out
    ("28", CLOSED),
    ("3D000", UNKNOWN_NAME),
    ("40", CROSSED),
    ("42501", CLOSED),
    ("53100", FULL),
    ("53300", CROWDED),
    ("53", DISK),
    ("55P03", BUSY),
    ("57014", BUSY),  # ran into our limit for a statement
    ("57P", GONE),
    ("58", DISK),
    ("XX001", CORRUPT),
    ("XX002", CORRUPT),
)
"""beginning of the SQLSTATE -> what it means; the first that fits"""
POSTGRES_WORDS = (
    (re.compile(r'database ".*" does not exist'), UNKNOWN_NAME),
    (
        re.compile(
            r'role ".*" does not exist|authentication failed|no pg_hba.conf entry|no password supplied'
        ),
        CLOSED,
    ),
    (re.compile(r"too many clients|too many connections|remaining connection slots"), CROWDED),
)
"""psycopg gives no code when no session came about, only the server's words"""


def told(error: SQLAlchemyError) -> StorageError:
    """The error as ours, with what to do."""
    cause = getattr(error, "orig", None) or error
    trouble = _trouble(error, cause)
    first_line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    return StorageError(f"the database failed, {trouble.what}: {first_line}", advice=trouble.advice)


def _trouble(error: SQLAlchemyError, cause: BaseException) -> Trouble:
    if isinstance(error, TimeoutError):
        return CROWDED  # all connections of this process's pool are taken
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return SQLITE_CODES.get(code & 0xFF, OTHER)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return next((trouble for start, trouble in POSTGRES_CODES if state.startswith(start)), OTHER)
    if not isinstance(error, OperationalError):
        return OTHER
    return next((trouble for said, trouble in POSTGRES_WORDS if said.search(str(cause))), GONE)

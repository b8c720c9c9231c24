"""A PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import uuid
from collections.abc import Sequence

import psycopg
import pytest

from tests.servers.child import HOST, ChildServer, find_program

PACKAGE = "postgresql"
FOLDERS = ("/usr/lib/postgresql/*/bin",)
ADMINISTRATOR = "tongguan"
SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=200")
"""fsync off: the tests kill the server, not the machine, and the kernel keeps what it was given"""


class PostgresServer(ChildServer):
    """PostgreSQL in a temporary folder; it refuses to be run by root, so root runs it as another user."""

    stop_signal = signal.SIGINT  # "fast": open transactions are undone, clients are thrown out

    def __init__(self) -> None:
        self.user = _unprivileged_user()
        super().__init__()
        self._program = find_program("postgres", PACKAGE, *FOLDERS)
        self._data = self.folder / "data"
        if self.user is not None:
            shutil.chown(self.folder, self.user)
        self._make_cluster()

    def command(self) -> Sequence[str]:
        """What is run."""
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        return [self._program, "-D", str(self._data), "-h", HOST, "-p", str(self.port), "-k", "", *settings]

    def is_ready(self) -> bool:
        """Whether it takes orders (it takes connections a little earlier)."""
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{ADMINISTRATOR}@{HOST}:{self.port}/{database}"

    def create_database(self, template: str = "template1") -> str:
        """Make a database, as a copy of ``template`` (its name or address; nobody may use it), and return its address."""
        name = f"t{uuid.uuid4().hex[:16]}"
        self.execute(f'CREATE DATABASE {name} TEMPLATE "{template.rpartition("/")[2]}"')
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, and throw out who still uses it."""
        self.execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Run one statement outside of a transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _make_cluster(self) -> None:
        initdb = find_program("initdb", PACKAGE, *FOLDERS)
        options = (
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
            f"--username={ADMINISTRATOR}",
        )
        with self.log().open("ab") as log:
            child = self._popen([initdb, "-D", str(self._data), *options], log)
        if child.wait(120) != 0:
            pytest.fail(f"initdb failed:\n{self.last_words()}", False)


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)

"""What the installation knows about itself, one value a name; its rows are also the locks of what must go one at a time."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from storage.database.conflict import insert_missing
from storage.identity.schema import system_values

FIRST_TOKEN = "first_token"
"""hash of the token that makes the first administrator"""
PEOPLE = "people"
"""locked by who might take away the last administrator"""
AUDIT = "audit"
"""number and hash of the last line of the audit log; locked by who appends"""


class SystemValues:
    """The values in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """The value of that name, or None."""
        return self._connection.execute(
            select(system_values.c.value).where(system_values.c.name == name)
        ).scalar()

    def put(self, name: str, value: str) -> None:
        """Set a value."""
        if not insert_missing(self._connection, system_values, [{"name": name, "value": value}]):
            self._connection.execute(
                update(system_values).where(system_values.c.name == name).values(value=value)
            )

    def use_up(self, name: str, value: str) -> bool:
        """Take a value away if it is this one; of several that try at once, one is told True."""
        statement = delete(system_values).where(system_values.c.name == name, system_values.c.value == value)
        return self._connection.execute(statement).rowcount == 1

    def lock(self, name: str) -> str:
        """The value (empty when there was none), which nobody else can lock or change before our transaction ends.

        Behind those of ``storage.database.row_locks``, locks are taken in this order, or PostgreSQL has to break a circle::

            limits  ->  PEOPLE  ->  organisations  ->  users  ->  sessions, keys, answers  ->  AUDIT
        """
        query = (
            select(system_values.c.value).where(system_values.c.name == name).with_for_update(key_share=True)
        )
        found = self._connection.execute(query).scalar()
        if found is None:
            insert_missing(self._connection, system_values, [{"name": name, "value": ""}])
            found = self._connection.execute(query).scalar_one()
        return str(found)

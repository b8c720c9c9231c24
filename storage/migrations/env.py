"""What Alembic runs: our one connection, handed over by ``storage.database.migrate``, inside its transaction."""

from __future__ import annotations

from alembic import context

from storage.identity.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()

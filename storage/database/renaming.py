"""Renaming on both databases. No row is touched, so that it takes no longer on a large archive."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op


def rename_column(table: str, old: str, new: str) -> None:
    """Rename a column; keys and indexes that name it follow."""
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def rename_constraint(table: str, old: str, new: str) -> None:
    """Rename a key. SQLite cannot, and nothing there asks for its name."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")


def rename_index(table: str, old: str, new: str, columns: Sequence[str]) -> None:
    """Rename an index; SQLite makes it anew."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER INDEX {old} RENAME TO {new}")
    else:
        op.drop_index(old, table)
        op.create_index(new, table, list(columns))

"""What an exporter hands in is a bundle, in the tables as everywhere: ``submissions`` become ``bundles``."""

from __future__ import annotations

from alembic import op

from storage.database.renaming import rename_column, rename_constraint, rename_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("submissions", "submission_files", "submission_attempts")
KEYS = (
    ("submissions", "organisation_id"),
    ("submissions", "draft_paper_set_id"),
    ("submission_files", "submission_id"),
    ("submission_attempts", "submission_id"),
    ("submission_attempts", "paper_set_id"),
)
"""tables and columns of the foreign keys"""
INDEXES = (
    ("submissions", ("organisation_id", "created_at", "id")),
    ("submissions", ("created_at", "id")),
    ("submissions", ("state", "created_at", "id")),
    ("submissions", ("verdict", "created_at", "id")),
    ("submissions", ("draft_paper_set_id",)),
    ("submission_files", ("submission_id",)),
    ("submission_attempts", ("paper_set_id",)),
)


def upgrade() -> None:
    """Rename tables, columns, indexes and constraints; no row is written."""
    for table in TABLES:
        rename_constraint(table, f"pk_{table}", f"pk_{_new(table)}")
    for table, column in KEYS:
        name = f"fk_{table}_{column}"
        rename_constraint(table, name, _new(name))
    for table in TABLES[1:]:
        rename_column(table, "submission_id", "bundle_id")
    for table in TABLES:
        op.rename_table(table, _new(table))
    for table, columns in INDEXES:
        name = f"ix_{table}_{'_'.join(columns)}"
        rename_index(_new(table), name, _new(name), [_new(column) for column in columns])


def _new(name: str) -> str:
    return name.replace("submission", "bundle")

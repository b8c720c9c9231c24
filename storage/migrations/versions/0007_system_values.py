"""The values that the installation keeps about itself get the name that says so: ``house`` becomes ``system_values``."""

from __future__ import annotations

from alembic import op

from storage.database.renaming import rename_constraint

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rename the table and its key; no row is written."""
    rename_constraint("house", "pk_house", "pk_system_values")
    op.rename_table("house", "system_values")

"""An index for the sweeper: which queued jobs of a queue have not been heard of for longest.

An archive of a million pages waits for hours, and the sweeper asks every second.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ix_jobs_state_queue_sent_at_id"


def upgrade() -> None:
    """Add the index."""
    op.create_index(NAME, "jobs", ["state", "queue", "sent_at", "id"], unique=False)

"""The set of papers that is judged gets a name of its own: ``bundles`` become ``paper_sets``.

A bundle is what an exporter hands in; what is frozen and judged is another thing.
"""

from __future__ import annotations

from alembic import op

from storage.database.renaming import rename_column, rename_constraint, rename_index

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFERRING = (
    "bundle_files",
    "jobs",
    "dead_letters",
    "verifications",
    "verdicts",
    "events",
    "search_terms",
    "submission_attempts",
)
"""tables with a column bundle_id"""
INDEXES = (
    ("paper_set_files", "ix_bundle_files_bundle_id", ("paper_set_id",)),
    ("jobs", "ix_jobs_bundle_id_step_state", ("paper_set_id", "step", "state")),
    ("dead_letters", "ix_dead_letters_bundle_id", ("paper_set_id",)),
    ("verifications", "ix_verifications_bundle_id_requested_at", ("paper_set_id", "requested_at")),
    ("verdicts", "ix_verdicts_bundle_id", ("paper_set_id",)),
    ("events", "ix_events_bundle_id_number", ("paper_set_id", "number")),
    ("search_terms", "ix_search_terms_bundle_id", ("paper_set_id",)),
    ("submissions", "ix_submissions_draft_bundle_id", ("draft_paper_set_id",)),
    ("submission_attempts", "ix_submission_attempts_bundle_id", ("paper_set_id",)),
)


def upgrade() -> None:
    """Rename tables, columns, indexes and constraints; no row is written."""
    for table in REFERRING:
        rename_column(table, "bundle_id", "paper_set_id")
        rename_constraint(table, f"fk_{table}_bundle_id", f"fk_{_new(table)}_paper_set_id")
    rename_column("submissions", "draft_bundle_id", "draft_paper_set_id")
    rename_constraint("submissions", "fk_submissions_draft_bundle_id", "fk_submissions_draft_paper_set_id")
    for table in ("bundles", "bundle_files"):
        rename_constraint(table, f"pk_{table}", f"pk_{_new(table)}")
        op.rename_table(table, _new(table))
    for table, name, columns in INDEXES:
        rename_index(table, name, _new(name), columns)


def _new(name: str) -> str:
    return name.replace("bundle", "paper_set")

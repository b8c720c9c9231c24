"""What exporters own: organisations, submissions with their files and attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the kind of a bundle."""
    op.add_column(
        "bundles", sa.Column("kind", sa.String(length=16), server_default="content", nullable=False)
    )
    _add_organisations()
    _add_submissions()
    _add_files()
    _add_attempts()


def _add_organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_index("ix_organisations_created_at_id", "organisations", ["created_at", "id"])


def _add_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("form", sa.LargeBinary(), nullable=True),
        sa.Column("draft_bundle_id", sa.String(length=64), nullable=False),
        sa.Column("attempt_count", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_submissions_organisation_id"
        ),
        sa.ForeignKeyConstraint(["draft_bundle_id"], ["bundles.id"], name="fk_submissions_draft_bundle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
    )
    for columns in (
        ["organisation_id", "created_at", "id"],
        ["created_at", "id"],
        ["state", "created_at", "id"],
        ["verdict", "created_at", "id"],
        ["draft_bundle_id"],
    ):
        op.create_index(f"ix_submissions_{'_'.join(columns)}", "submissions", columns)


def _add_files() -> None:
    op.create_table(
        "submission_files",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("submission_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.Double(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_submission_files_submission_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submission_files"),
    )
    op.create_index("ix_submission_files_submission_id", "submission_files", ["submission_id"])


def _add_attempts() -> None:
    op.create_table(
        "submission_attempts",
        sa.Column("submission_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bundle_id", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.Double(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("decided_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_submission_attempts_submission_id"
        ),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundles.id"], name="fk_submission_attempts_bundle_id"),
        sa.PrimaryKeyConstraint("submission_id", "number", name="pk_submission_attempts"),
    )
    op.create_index("ix_submission_attempts_bundle_id", "submission_attempts", ["bundle_id"])

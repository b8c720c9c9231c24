"""The tables, as the newest migration leaves them. Times are seconds since 1970 UTC; ids and keys are text.

A test compares these tables with what the migrations make.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)

from storage.database.text import String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER PRIMARY KEY


def _paper_set_column() -> Column[str]:
    return Column("paper_set_id", String(64), ForeignKey("paper_sets.id"), nullable=False)


paper_sets = Table(
    "paper_sets",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("form", LargeBinary, comment="JSON of the form given with the upload, not of bundle.json"),
    Column("round", Integer, nullable=False, comment="grows when its files are to be collected anew"),
    Column("created_at", Double, nullable=False),
    Column("kind", String(16), nullable=False, server_default="content", comment="content, draft, attempt"),
)

paper_set_files = Table(
    "paper_set_files",
    metadata,
    Column("id", String(64), primary_key=True),
    _paper_set_column(),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("depth", Integer, nullable=False, comment="0 as uploaded, 1 inside a ZIP, 2 inside a ZIP of that"),
    Column("settled", LargeBinary, comment="JSON of the SourceFile when the door refused to take the bytes"),
    Index("ix_paper_set_files_paper_set_id", "paper_set_id"),
)

stage_results = Table(
    "stage_results",
    metadata,
    Column("content_hash", String(64), primary_key=True),
    Column("stage", String(32), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("object_key", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(64), primary_key=True, comment="hash of paper set, step, subject and version"),
    _paper_set_column(),
    Column("step", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("version", String(64), nullable=False),
    Column("label", Text, nullable=False, comment="what it works on, as a person says it"),
    Column("queue", String(32), nullable=False),
    Column("state", String(16), nullable=False, comment="queued, running, done, quarantined, dropped"),
    Column("starts", Integer, nullable=False, comment="starts without an end, counted before the work"),
    Column("failures", Integer, nullable=False, comment="orderly ends with an error"),
    Column("token", Integer, nullable=False, comment="fencing token: grows with every claim"),
    Column("owner", Text, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("started_at", Double, nullable=False),
    Column("sent_at", Double, nullable=False, comment="when a message for it was last given to the broker"),
    Column("output", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("is_curable", Boolean, nullable=False, comment="given up for a reason that lies in the machine"),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index("ix_jobs_paper_set_id_step_state", "paper_set_id", "step", "state"),
    Index("ix_jobs_state_updated_at", "state", "updated_at"),
    Index("ix_jobs_state_queue_sent_at_id", "state", "queue", "sent_at", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("job_id", String(64), ForeignKey("jobs.id"), nullable=False),
    Column("queue", String(32), nullable=False),
    Column("due_at", Double, nullable=False),
    Column(
        "sender", Text, nullable=False, comment="process that wrote it; others leave it alone for a while"
    ),
    Index("ix_outbox_due_at", "due_at"),
    sqlite_autoincrement=True,
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("number", NUMBER, primary_key=True),
    _paper_set_column(),
    Column("job_id", String(64), ForeignKey("jobs.id"), nullable=False),
    Column("step", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("resolved_at", Double, comment="when a person let the job be tried afresh"),
    Index("ix_dead_letters_paper_set_id", "paper_set_id"),
    sqlite_autoincrement=True,
)

verifications = Table(
    "verifications",
    metadata,
    Column("id", String(64), primary_key=True, comment="hash of paper set, day, policy and versions"),
    _paper_set_column(),
    Column("as_of", String(10), nullable=False),
    Column("policy", String(64), nullable=False, comment="as asked for; empty: by application date"),
    Column("versions", Text, nullable=False),
    Column("queue", String(32), nullable=False),
    Column("state", String(16), nullable=False, comment="open, decided"),
    Column("requested_at", Double, nullable=False),
    Index("ix_verifications_paper_set_id_requested_at", "paper_set_id", "requested_at"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("verification_id", String(64), ForeignKey("verifications.id"), primary_key=True),
    Column("judged", String(64), primary_key=True, comment="the same input is never judged twice"),
    _paper_set_column(),
    Column("verdict", String(16), nullable=False),
    Column("result_key", String(64), nullable=False),
    Column("decided_at", Double, nullable=False),
    Index("ix_verdicts_paper_set_id", "paper_set_id"),
)

events = Table(
    "events",
    metadata,
    Column("number", NUMBER, primary_key=True),
    _paper_set_column(),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("page", Integer),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Index("ix_events_paper_set_id_number", "paper_set_id", "number"),
    sqlite_autoincrement=True,
)

search_terms = Table(
    "search_terms",
    metadata,
    Column(
        "kind", String(32), primary_key=True, comment="vin, plate, invoice_number, declaration_number ..."
    ),
    Column("value", String(128), primary_key=True),
    Column("paper_set_id", String(64), ForeignKey("paper_sets.id"), primary_key=True),
    Column("document", String(64), primary_key=True, comment="id of the paper that says it"),
    Index("ix_search_terms_paper_set_id", "paper_set_id"),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False, comment="exporter, office"),
    Column("uscc", String(18), comment="unified social credit code, GB 32100"),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Double, nullable=False),
    Index("ix_organisations_created_at_id", "created_at", "id"),
)

bundles = Table(
    "bundles",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("organisation_id", String(64), ForeignKey("organisations.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(32), nullable=False, comment="domain.lifecycle.State"),
    Column("revision", Integer, nullable=False),
    Column("form", LargeBinary, comment="JSON of the BundleForm as filled in"),
    Column(
        "draft_paper_set_id",
        String(64),
        ForeignKey("paper_sets.id"),
        nullable=False,
        comment="checked as it fills",
    ),
    Column("attempt_count", Integer, nullable=False),
    Column("verdict", String(16), comment="of the last attempt that was judged"),
    Column("created_by", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index("ix_bundles_organisation_id_created_at_id", "organisation_id", "created_at", "id"),
    Index("ix_bundles_created_at_id", "created_at", "id"),
    Index("ix_bundles_state_created_at_id", "state", "created_at", "id"),
    Index("ix_bundles_verdict_created_at_id", "verdict", "created_at", "id"),
    Index("ix_bundles_draft_paper_set_id", "draft_paper_set_id"),
)

bundle_files = Table(
    "bundle_files",
    metadata,
    Column("id", String(64), primary_key=True, comment="the id of the same file in the draft paper set"),
    Column("bundle_id", String(64), ForeignKey("bundles.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("settled", LargeBinary, comment="JSON of the SourceFile when the door refused to take the bytes"),
    Column("added_at", Double, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("removed_at", Double, comment="taken out by the exporter; may be put back"),
    Index("ix_bundle_files_bundle_id", "bundle_id"),
)

bundle_attempts = Table(
    "bundle_attempts",
    metadata,
    Column("bundle_id", String(64), ForeignKey("bundles.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="1-based"),
    _paper_set_column(),
    Column("submitted_at", Double, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("verdict", String(16)),
    Column("decided_at", Double),
    Index("ix_bundle_attempts_paper_set_id", "paper_set_id"),
)

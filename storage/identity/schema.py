"""The tables of people, sessions, machine keys, limits and the audit log, on the metadata of ``storage.schema``.

Times are seconds since 1970 UTC. Whoever needs *all* tables takes ``metadata`` from here.
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
    Table,
)

from storage.database.text import String, Text
from storage.schema import metadata

__all__ = [
    "api_keys",
    "audit_log",
    "idempotency_keys",
    "metadata",
    "sessions",
    "system_values",
    "throttles",
    "users",
]  # fmt: skip


def _organisation_column() -> Column[str]:
    return Column("organisation_id", String(64), ForeignKey("organisations.id"), nullable=False)


users = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    _organisation_column(),
    Column("login", String(64), nullable=False, comment="lower case"),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False, comment="argon2id with its parameters"),
    Column("must_change_password", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False, comment="log-ins begun since the last good one"),
    Column("locked_until", Double, nullable=False, comment="0: not locked out"),
    Column("created_at", Double, nullable=False),
    Column("last_login_at", Double),
    Index("ix_users_login", "login", unique=True),
    Index("ix_users_created_at_id", "created_at", "id"),
    Index("ix_users_organisation_id_created_at_id", "organisation_id", "created_at", "id"),
    Index("ix_users_role_is_active", "role", "is_active"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True, comment="SHA-256; the token is with the browser only"),
    Column("user_id", String(64), ForeignKey("users.id"), nullable=False),
    Column("csrf_hash", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, comment="moves with use, but never beyond a week"),
    Column("last_seen_at", Double, nullable=False, comment="to the minute"),
    Column("agent", Text, nullable=False),
    Index("ix_sessions_user_id", "user_id"),
    Index("ix_sessions_expires_at", "expires_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("secret_hash", String(64), nullable=False, comment="SHA-256; the secret is with the machine only"),
    _organisation_column(),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False, comment="permissions, with a space between"),
    Column("created_by", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double),
    Column("revoked_at", Double),
    Column("last_used_at", Double, comment="to the minute"),
    Index("ix_api_keys_secret_hash", "secret_hash", unique=True),
    Index("ix_api_keys_organisation_id_created_at_id", "organisation_id", "created_at", "id"),
    Index("ix_api_keys_created_at_id", "created_at", "id"),
)

throttles = Table(
    "throttles",
    metadata,
    Column("bucket", String(128), primary_key=True),
    Column("window_start", Double, nullable=False),
    Column("count", Integer, nullable=False),
    Index("ix_throttles_window_start", "window_start"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("principal_id", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer, comment="NULL while the request is under way"),
    Column("headers", Text, nullable=False, comment="JSON object"),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", Double, nullable=False),
    Index("ix_idempotency_keys_created_at", "created_at"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
        comment="given by the program, since it is part of what is hashed",
    ),
    Column("at", Double, nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("organisation_id", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object", String(128), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_log_actor_id_number", "actor_id", "number"),
    Index("ix_audit_log_object_number", "object", "number"),
    Index("ix_audit_log_organisation_id_number", "organisation_id", "number"),
)

system_values = Table(
    "system_values",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

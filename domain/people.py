"""Organisations, people, machine keys and the record of what they did, as those who may see them see them.

Times are aware. No value here holds a password or a hash; the few that hold a secret say so, and it is shown once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from domain.access import OrganisationKind, Permission, Principal, Role

Item = TypeVar("Item")


class Listing(msgspec.Struct, Generic[Item], frozen=True):
    """Some of many."""

    items: tuple[Item, ...]
    next_cursor: str | None
    """opaque; None at the end"""


class OrganisationView(msgspec.Struct, frozen=True):
    """One organisation."""

    id: str
    name: str
    kind: OrganisationKind
    uscc: str | None
    """统一社会信用代码, compact; None where it was not given"""
    is_active: bool
    created_at: dt.datetime


class UserView(msgspec.Struct, frozen=True):
    """One person who may log in."""

    id: str
    organisation_id: str
    organisation: str
    login: str
    name: str
    role: Role
    is_active: bool
    must_change_password: bool
    created_at: dt.datetime
    locked_until: dt.datetime | None = None
    """None when not locked out at this moment"""
    last_login_at: dt.datetime | None = None


class KeyState(StrEnum):
    """Whether a machine key opens anything."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class KeyView(msgspec.Struct, frozen=True):
    """One machine key; its secret was shown when it was made and cannot be shown again."""

    id: str
    organisation_id: str
    organisation: str
    name: str
    scopes: tuple[Permission, ...]
    state: KeyState
    created_by: str
    """id of the person who made it"""
    created_at: dt.datetime
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    last_used_at: dt.datetime | None = None
    """to the minute"""


class AuditOutcome(StrEnum):
    """What came of what somebody tried."""

    ALLOWED = "allowed"
    DENIED = "denied"
    FAILED = "failed"


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the audit log."""

    number: int
    """growing by one; a gap is a broken chain"""
    at: dt.datetime
    actor_id: str
    """user or key; empty for a stranger"""
    actor_name: str
    """as it was then"""
    organisation_id: str
    """of the actor; empty for a stranger and the console"""
    action: str
    object: str
    """id of what it was done to; empty where there is none"""
    outcome: AuditOutcome
    detail: str
    address: str
    """where the request came from; empty for the console"""
    hash: str
    """SHA-256 over this line and the hash of the one before"""


class LoggedIn(msgspec.Struct, frozen=True):
    """What a person gets for login and password. Holds secrets: for cookies, never for logs."""

    principal: Principal
    session_token: str
    csrf_token: str
    expires_at: dt.datetime
    """when the session is over if nobody uses it; use moves it"""
    ends_at: dt.datetime
    """when it is over, used or not: how long a browser should carry the token"""
    must_change_password: bool


class Session(msgspec.Struct, frozen=True):
    """Who a session token belongs to."""

    principal: Principal
    csrf_hash: str
    must_change_password: bool
    """nothing else may be done before"""


class StoredAnswer(msgspec.Struct, frozen=True):
    """What a request was answered with, to be answered again when it comes again."""

    status: int
    headers: Mapping[str, str]
    body: bytes

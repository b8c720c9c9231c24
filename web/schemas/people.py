"""Log-in, organisations, people and machine keys over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from domain.access import OrganisationKind, Permission, Role
from domain.people import KeyState
from web.schemas.base import Answer, Login, Name, Password, Request, example


class LogIn(Request):
    """Login and password of a person."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    password: Password

    model_config = example({"login": "chen.wei", "password": "eight green lanterns"})


class Founding(Request):
    """The first administrator of an installation that has nobody yet."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="The one-time token that the server printed when it started."
    )
    login: Login
    name: Name
    password: Password = Field(
        description="At least 12 characters; none of the most common ones, not the login."
    )
    office_name: Name = Field(description="The office that judges papers here.")

    model_config = example(
        {
            "token": "first_7hJ2…",
            "login": "admin",
            "name": "陈伟",
            "password": "eight green lanterns",
            "office_name": "某市商务局",
        }
    )


class PasswordChange(Request):
    """A new password for oneself."""

    old: Password
    new: Password = Field(description="At least 12 characters; none of the most common ones, not the login.")

    model_config = example({"old": "eight green lanterns", "new": "nine paper boats at noon"})


class Me(Answer):
    """Who is asking."""

    id: str
    name: str
    organisation_id: str
    role: Role
    permissions: list[Permission]
    must_change_password: bool = Field(
        description="If true, nothing else may be done before the password was changed."
    )

    model_config = example(
        {
            "id": "usr_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "name": "陈伟",
            "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "role": "exporter",
            "permissions": ["bundles:read", "bundles:write", "keys:manage"],
            "must_change_password": False,
        }
    )


class Opened(Me):
    """A session that was just opened. Its token travels in a cookie only."""

    csrf_token: str = Field(description="To be sent as X-CSRF-Token with everything that changes something.")
    expires_at: AwareDatetime

    model_config = example(
        {
            "id": "usr_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "name": "陈伟",
            "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "role": "exporter",
            "permissions": ["bundles:read", "bundles:write", "keys:manage"],
            "must_change_password": False,
            "csrf_token": "Zk1q…",
            "expires_at": "2026-01-07T21:00:00+08:00",
        }
    )


class NewOrganisation(Request):
    """An organisation to be made."""

    name: Name
    kind: OrganisationKind = Field(strict=False)
    uscc: Annotated[str, StringConstraints(max_length=18, pattern=r"^[0-9A-Z]{18}$")] | None = Field(
        default=None, description="统一社会信用代码 (GB 32100), 18 characters with a valid check character."
    )

    model_config = example({"name": "晨星汽车出口有限公司", "kind": "exporter", "uscc": "91310115MA1K4BXK0P"})


class OrganisationChange(Request):
    """What is to be changed of an organisation; what is absent stays."""

    name: Name | None = None
    is_active: bool | None = Field(
        default=None, description="False ends all sessions and keys of the organisation at once."
    )

    model_config = example({"is_active": False})


class Organisation(Answer):
    """One organisation."""

    id: str
    name: str
    kind: OrganisationKind
    uscc: str | None
    is_active: bool
    created_at: AwareDatetime

    model_config = example(
        {
            "id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "name": "晨星汽车出口有限公司",
            "kind": "exporter",
            "uscc": "91310115MA1K4BXK0P",
            "is_active": True,
            "created_at": "2026-01-07T09:00:00+08:00",
        }
    )


class NewUser(Request):
    """A person who shall be able to log in."""

    organisation_id: Annotated[str, StringConstraints(max_length=64)]
    login: Login
    name: Name
    role: Role = Field(strict=False, description="One that people of such an organisation may have.")

    model_config = example(
        {
            "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
            "login": "li.na",
            "name": "李娜",
            "role": "exporter",
        }
    )


class UserChange(Request):
    """What is to be changed of a person; what is absent stays."""

    name: Name | None = None
    role: Role | None = Field(default=None, strict=False)
    is_active: bool | None = Field(default=None, description="False ends the person's sessions at once.")

    model_config = example({"role": "clerk"})


_USER = {
    "id": "usr_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation": "晨星汽车出口有限公司",
    "login": "li.na",
    "name": "李娜",
    "role": "exporter",
    "is_active": True,
    "must_change_password": True,
    "created_at": "2026-01-07T09:00:00+08:00",
    "locked_until": None,
    "last_login_at": None,
}


class User(Answer):
    """One person who may log in."""

    id: str
    organisation_id: str
    organisation: str
    login: str
    name: str
    role: Role
    is_active: bool
    must_change_password: bool
    created_at: AwareDatetime
    locked_until: AwareDatetime | None = Field(description="Null when not locked out.")
    last_login_at: AwareDatetime | None

    model_config = example(_USER)


class FirstPassword(Answer):
    """A password that is shown once and must be changed at the first log-in."""

    initial_password: str | None = Field(
        description="Null when the same Idempotency-Key asks again: it is shown once only."
    )

    model_config = example({"initial_password": "corn-mile-tofu-lamp-4821"})


class CreatedUser(User):
    """A person just made, with a first password that is shown once."""

    initial_password: str | None = Field(
        description="Null when the same Idempotency-Key asks again: it is shown once only."
    )

    model_config = example(_USER | {"initial_password": "corn-mile-tofu-lamp-4821"})


class NewKey(Request):
    """A machine key to be made."""

    name: Name
    scopes: Annotated[list[Annotated[Permission, Field(strict=False)]], Field(min_length=1, max_length=10)]
    organisation_id: Annotated[str, StringConstraints(max_length=64)] | None = Field(
        default=None, description="Only an administrator may name another organisation than the own."
    )
    expires_at: Annotated[AwareDatetime, Field(strict=False)] | None = Field(
        default=None, description="Null: until it is revoked."
    )

    model_config = example(
        {
            "name": "ERP, Shanghai",
            "scopes": ["bundles:read", "bundles:write"],
            "expires_at": "2027-01-01T00:00:00+08:00",
        }
    )


_KEY = {
    "id": "key_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation_id": "org_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "organisation": "晨星汽车出口有限公司",
    "name": "ERP, Shanghai",
    "scopes": ["bundles:read", "bundles:write"],
    "state": "valid",
    "created_by": "usr_2k7c4m5n6p7q2r3s4t5u6v7w2x",
    "created_at": "2026-01-07T09:00:00+08:00",
    "expires_at": "2027-01-01T00:00:00+08:00",
    "revoked_at": None,
    "last_used_at": None,
}


class Key(Answer):
    """One machine key, without its secret."""

    id: str
    organisation_id: str
    organisation: str
    name: str
    scopes: list[Permission]
    state: KeyState
    created_by: str
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    revoked_at: AwareDatetime | None
    last_used_at: AwareDatetime | None

    model_config = example(_KEY)


class CreatedKey(Key):
    """A machine key just made, with its secret, which is shown once."""

    secret: str | None = Field(
        description="`tgk_…`, for the Authorization header. Null when the same Idempotency-Key asks again."
    )

    model_config = example(_KEY | {"secret": "tgk_7hJ2kQ…"})

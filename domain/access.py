"""Who may do what: roles, permissions, and the one table between them. docs/access.md is made from it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from domain.values import Bilingual


class Role(StrEnum):
    """What a person is; a machine key is of the role ``machine`` and may do what its scopes say."""

    EXPORTER = "exporter"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


class OrganisationKind(StrEnum):
    """The two kinds of organisations: those that hand papers in, and the office that judges them."""

    EXPORTER = "exporter"
    OFFICE = "office"


class Permission(StrEnum):
    """One thing that may be done. Also the scopes of machine keys."""

    READ_OWN = "bundles:read"
    """see the bundles of the own organisation"""
    WRITE_OWN = "bundles:write"
    """make, fill, hand in and withdraw bundles of the own organisation"""
    READ_ALL = "bundles:read_all"
    """see what every organisation has handed in"""
    READ_DRAFTS = "bundles:read_drafts"
    """see also what has not been handed in yet"""
    REOPEN = "bundles:reopen"
    """open a decided bundle again, whoever owns it"""
    READ_AUDIT = "audit:read"
    """see the audit log"""
    OPERATE = "jobs:operate"
    """see, queue again and release jobs"""
    READ_JOBS = "jobs:read"
    """see jobs"""
    MANAGE_PEOPLE = "people:manage"
    """organisations, users and machine keys of every organisation"""
    MANAGE_OWN_KEYS = "keys:manage"
    """machine keys of the own organisation"""


P = Permission
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.EXPORTER: frozenset({P.READ_OWN, P.WRITE_OWN, P.MANAGE_OWN_KEYS}),
    Role.CLERK: frozenset({P.READ_ALL, P.REOPEN}),
    Role.SUPERVISOR: frozenset({P.READ_ALL, P.REOPEN, P.READ_AUDIT, P.READ_JOBS, P.OPERATE}),
    Role.AUDITOR: frozenset({P.READ_ALL, P.READ_DRAFTS, P.READ_AUDIT, P.READ_JOBS}),
    Role.ADMINISTRATOR: frozenset({P.READ_JOBS, P.OPERATE, P.READ_AUDIT, P.MANAGE_PEOPLE}),
    Role.MACHINE: frozenset(),
}
"""What each role may do. An administrator keeps the house and does not read the papers in it."""

ROLE_NAMES: dict[Role, Bilingual] = {
    Role.EXPORTER: Bilingual("出口企业", "exporter"),
    Role.CLERK: Bilingual("审核员", "clerk"),
    Role.SUPERVISOR: Bilingual("审核主管", "supervisor"),
    Role.AUDITOR: Bilingual("监督审计", "auditor"),
    Role.ADMINISTRATOR: Bilingual("系统管理员", "administrator"),
    Role.MACHINE: Bilingual("系统接口", "machine"),
}

ROLES_OF: dict[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.EXPORTER: (Role.EXPORTER,),
    OrganisationKind.OFFICE: (Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR),
}
"""Which roles people of an organisation of that kind may have."""

SCOPES_OF: dict[OrganisationKind, tuple[Permission, ...]] = {
    OrganisationKind.EXPORTER: (P.READ_OWN, P.WRITE_OWN),
    OrganisationKind.OFFICE: (P.READ_ALL, P.READ_JOBS, P.READ_AUDIT),
}
"""Which scopes a machine key of an organisation of that kind may carry."""


class Principal(msgspec.Struct, frozen=True):
    """Who asks: made by the one who checked the session or key, and carried by every request."""

    id: str
    """user id ``usr_...`` or key id ``key_...``"""
    name: str
    organisation_id: str
    role: Role
    scopes: frozenset[Permission] = frozenset()
    """of a machine key; empty for people"""

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that may be done."""
        return self.scopes if self.role is Role.MACHINE else PERMISSIONS[self.role]

    def may(self, permission: Permission) -> bool:
        """Whether that may be done."""
        return permission in self.permissions

"""Who asks in the benchmark: an exporter's key and the office's key, made as an administrator makes them."""

from __future__ import annotations

import msgspec

from benchmarks.load.rows import organisation_id
from domain.access import OrganisationKind, Permission, Principal, Role
from service import identity_commands as identity
from workers.services import open_services


class Keys(msgspec.Struct, frozen=True):
    """Secrets of machine keys."""

    exporter: str
    """reads and writes bundles of one exporter: of the first one of a filled store"""
    office: str
    """reads what all have handed in"""


def make_keys(database_url: str, objects_url: str, is_filled: bool) -> Keys:
    """Make the keys; in an empty store the organisations too."""
    with open_services(database_url, objects_url, readers=1) as services:
        administrator = Principal("usr_load", "load", "", Role.ADMINISTRATOR)
        office = identity.create_organisation(
            services, administrator, name="检查机关", kind=OrganisationKind.OFFICE, uscc=None
        ).id
        exporter = organisation_id(0)
        if not is_filled:
            exporter = identity.create_organisation(
                services, administrator, name="出口企业", kind=OrganisationKind.EXPORTER, uscc=None
            ).id
        _, exporter_key = identity.create_key(
            services,
            administrator,
            name="load",
            scopes=[Permission.READ_OWN, Permission.WRITE_OWN],
            organisation_id=exporter,
        )
        _, office_key = identity.create_key(
            services, administrator, name="load", scopes=[Permission.READ_ALL], organisation_id=office
        )
    return Keys(exporter_key, office_key)

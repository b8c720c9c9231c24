"""Organisations and people, for the administrator."""

from __future__ import annotations

from starlette.responses import Response

from domain.access import ROLES_OF, OrganisationKind
from service import identity_commands
from web.pages.rendering import render
from web.pages.requests import PageRequest

PAGE_SIZE = 100


def show_people(asked: PageRequest) -> Response:
    """Organisations with their people, and forms to make more."""
    given = asked.request.query_params
    name = given.get("name", "").strip()[:200]
    organisations = identity_commands.organisations(
        asked.services,
        asked.principal,
        cursor=given.get("cursor") or None,
        limit=PAGE_SIZE,
        name=name or None,
    )
    users = {
        each.id: identity_commands.users(
            asked.services, asked.principal, organisation_id=each.id, limit=PAGE_SIZE
        ).items
        for each in organisations.items
    }
    return render(
        "people.html",
        asked.language,
        asked.request,
        principal=asked.principal,
        organisations=organisations,
        users=users,
        name=name,
        kinds=tuple(OrganisationKind),
        roles_of=ROLES_OF,
    )

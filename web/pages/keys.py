"""Machine keys of the own organisation, and for an administrator of every one."""

from __future__ import annotations

from starlette.responses import Response

from domain.access import SCOPES_OF, OrganisationKind, Permission
from service import identity_commands
from web.pages.rendering import render
from web.pages.requests import PageRequest

PAGE_SIZE = 100


def show_keys(asked: PageRequest) -> Response:
    """The keys, and a form for another one."""
    found = identity_commands.keys(
        asked.services,
        asked.principal,
        cursor=asked.request.query_params.get("cursor") or None,
        limit=PAGE_SIZE,
    )
    is_office = asked.principal.may(Permission.MANAGE_PEOPLE)
    kind = OrganisationKind.OFFICE if is_office else OrganisationKind.EXPORTER
    return render(
        "keys.html",
        asked.language,
        asked.request,
        principal=asked.principal,
        keys=found,
        scopes=SCOPES_OF[kind],
    )

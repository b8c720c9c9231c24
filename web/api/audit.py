"""The audit log: who did what, and who was not let."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from domain.people import AuditOutcome
from service import identity_commands
from web.api.lists import Cursor, Limit
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.schemas.base import Listing, Words
from web.schemas.work import Noted, WhatCameOfIt

router = checked_router("audit")


@router.get("/audit", response_model=Listing[Noted])
def list_audit(
    asker: Asker,
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    actor_id: Annotated[Words | None, Query(description="What this user or key did.")] = None,
    object_id: Annotated[Words | None, Query(description="What was done to this.")] = None,
    action: Annotated[Words | None, Query(description="As the log calls it, whole.")] = None,
    outcome: WhatCameOfIt | None = None,
    organisation_id: Annotated[Words | None, Query(description="What people of this one did.")] = None,
) -> Listing[Noted]:
    """Lines of the audit log, newest first; all that is given must hold."""
    page = identity_commands.audit(
        services,
        asker,
        cursor=cursor,
        limit=limit,
        actor_id=actor_id or None,
        object=object_id or None,
        action=action or None,
        outcome=AuditOutcome(outcome) if outcome else None,
        organisation_id=organisation_id or None,
    )
    return Listing(items=[Noted.model_validate(each) for each in page.items], next_cursor=page.next_cursor)

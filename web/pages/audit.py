"""The audit log: who came in, did what, and was denied what."""

from __future__ import annotations

from starlette.responses import Response

from domain.people import AuditOutcome
from service import identity_commands
from web.pages.rendering import render
from web.pages.requests import PageRequest

PAGE_SIZE = 100
_MOST_SEARCHED = 128


def show_audit(asked: PageRequest) -> Response:
    """The log, newest line first; all that is searched for must hold."""
    given = asked.request.query_params
    searched = {
        name: given.get(name, "").strip()[:_MOST_SEARCHED] for name in ("actor_id", "object", "action")
    }
    outcome = given.get("outcome", "")
    found = identity_commands.audit(
        asked.services,
        asked.principal,
        given.get("cursor") or None,
        PAGE_SIZE,
        actor_id=searched["actor_id"] or None,
        object=searched["object"] or None,
        action=searched["action"] or None,
        outcome=AuditOutcome(outcome) if outcome in tuple(AuditOutcome) else None,
    )
    return render(
        "audit.html",
        asked.language,
        asked.request,
        principal=asked.principal,
        lines=found,
        searched={**searched, "outcome": outcome},
        outcomes=tuple(AuditOutcome),
    )

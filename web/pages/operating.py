"""What the operator looks at: the machine's work."""

from __future__ import annotations

from starlette.responses import Response

from domain.access import Permission
from service import job_commands
from web.pages.rendering import render
from web.pages.requests import PageRequest

PAGE_SIZE = 100


def show_jobs(asked: PageRequest) -> Response:
    """Jobs, latest changed first; those that are stuck or were given up can be queued again."""
    given = asked.request.query_params
    state = given.get("state", "")
    found = job_commands.job_page(
        asked.services, state=state or None, cursor=given.get("cursor") or None, limit=PAGE_SIZE
    )
    return render(
        "jobs.html",
        asked.language,
        asked.request,
        principal=asked.principal,
        jobs=found,
        state=state,
        all_states=job_commands.STATES,
        may_operate=asked.principal.may(Permission.OPERATE),
    )

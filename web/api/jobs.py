"""The machine's work, for the operator: see it, try it again, take it back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Response

from service import job_commands
from web.api.lists import Cursor, Limit
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.schemas.base import Listing
from web.schemas.work import Job

router = checked_router("jobs")


@router.get("/jobs", response_model=Listing[Job])
def list_jobs(
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    state: Annotated[
        Literal["queued", "running", "stuck", "quarantined", "done"] | None,
        Query(description="None: all that are not done."),
    ] = None,
) -> Listing[Job]:
    """Jobs, latest changed first. A page may hold fewer than `limit` though more follow."""
    page = job_commands.job_page(services, state=state, cursor=cursor, limit=limit)
    return Listing(items=[Job.model_validate(each) for each in page.items], next_cursor=page.next_cursor)


@router.post("/jobs/{job_id}/requeue", status_code=204)
def requeue_job(job_id: str, asker: Asker, services: InjectedServices) -> Response:
    """Let a quarantined job be tried afresh."""
    job_commands.requeue(services, job_id, asker)
    return Response(status_code=204)


@router.post("/jobs/{job_id}/release", status_code=204)
def release_job(job_id: str, asker: Asker, services: InjectedServices) -> Response:
    """Take a running job back from its holder, whose result will be refused, and queue it again."""
    job_commands.release(services, job_id, asker)
    return Response(status_code=204)

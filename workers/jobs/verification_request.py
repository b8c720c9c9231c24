"""Asking for a verification: the verification, the jobs that lead to it, and what earlier tries left behind."""

from __future__ import annotations

import datetime as dt

from storage.paper_sets.event_log import EventRow
from storage.paper_sets.verdicts import DECIDED, OPEN, VerificationRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.planning import JobPlan
from workers.jobs.restarting import start_afresh
from workers.jobs.subjects import digest
from workers.services import Services


def ask(
    tx: Transaction, services: Services, paper_set_id: str, as_of: dt.date, policy: str | None, queue: str
) -> None:
    """Have the paper set verified as of that day; what was done already is not done again."""
    versions, now = services.versions, services.now()
    tx.paper_sets.lock(paper_set_id)
    verification = tx.verdicts.ask(
        VerificationRow(
            id=verification_id(services, paper_set_id, as_of, policy),
            paper_set_id=paper_set_id,
            as_of=as_of.isoformat(),
            policy=policy or "",
            versions=versions.text(),
            queue=queue,
            requested_at=now,
        )
    )
    tx.events.add(EventRow(paper_set_id, EventKind.SUBMITTED, "", None, 0, 0, "", now))
    cured = tuple(job for job in tx.jobs.quarantined_of_paper_set(paper_set_id) if job.is_curable)
    for job in cured:
        start_afresh(tx, services, job)
    if verification.state == DECIDED and not cured:
        return
    tx.verdicts.set_state(verification.id, OPEN)
    tx.jobs.drop_others(paper_set_id, versions.of_steps(), now)
    tx.jobs.move_to_queue(paper_set_id, queue)
    tx.outbox.adopt(paper_set_id, queue, str(services.owner))
    plan = JobPlan(tx, services, paper_set_id, queue)
    unsettled = (
        file for file in tx.files.of_paper_set(paper_set_id) if file.settled is None and file.depth == 0
    )
    plan.ensure_all("inspect_file", ((file.id, file.name) for file in unsettled))
    plan.advance()
    # left behind by a process that was killed
    unheard = tx.jobs.unheard(now, {paper_set_id}, limit=10_000)
    tx.outbox.add_all([job.id for job in unheard], queue, now, str(services.owner))


def verification_id(services: Services, paper_set_id: str, as_of: dt.date, policy: str | None) -> str:
    """The id of the verification to have that paper set judged so, by these versions."""
    return digest("verification", paper_set_id, as_of.isoformat(), policy or "", services.versions.text())

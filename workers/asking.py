"""Asking for a verification: the wish, the jobs that lead to it, and what earlier tries left behind."""

from __future__ import annotations

import datetime as dt

from storage.event_log import EventRow
from storage.repository import Transaction
from storage.verdicts import DECIDED, OPEN, VerificationRow
from workers.events import EventKind
from workers.job_commands import start_afresh
from workers.planning import Plan
from workers.services import Services
from workers.subjects import digest


def ask(
    tx: Transaction, services: Services, bundle_id: str, as_of: dt.date, policy: str | None, queue: str
) -> None:
    """Have the bundle verified as of that day; what was done already is not done again."""
    versions, now = services.versions, services.now()
    tx.bundles.lock(bundle_id)
    wish = tx.verdicts.ask(
        VerificationRow(
            id=wish_id(services, bundle_id, as_of, policy),
            bundle_id=bundle_id,
            as_of=as_of.isoformat(),
            policy=policy or "",
            versions=versions.text(),
            queue=queue,
            requested_at=now,
        )
    )
    tx.events.add(EventRow(bundle_id, EventKind.SUBMITTED, "", None, 0, 0, "", now))
    cured = tuple(job for job in tx.jobs.quarantined_of_bundle(bundle_id) if job.is_curable)
    for job in cured:
        start_afresh(tx, services, job)
    if wish.state == DECIDED and not cured:
        return
    tx.verdicts.set_state(wish.id, OPEN)
    tx.jobs.drop_others(bundle_id, versions.of_steps(), now)
    tx.jobs.move_to_queue(bundle_id, queue)
    tx.outbox.adopt(bundle_id, queue, str(services.owner))
    plan = Plan(tx, services, bundle_id, queue)
    unsettled = (file for file in tx.files.of_bundle(bundle_id) if file.settled is None and file.depth == 0)
    plan.ensure_all("inspect_file", ((file.id, file.name) for file in unsettled))
    plan.advance()
    # left behind by a process that was killed
    unheard = tx.jobs.unheard(now, {bundle_id}, limit=10_000)
    tx.outbox.add_all([job.id for job in unheard], queue, now, str(services.owner))


def wish_id(services: Services, bundle_id: str, as_of: dt.date, policy: str | None) -> str:
    """The id of the wish to have that bundle judged so, by these versions."""
    return digest("verification", bundle_id, as_of.isoformat(), policy or "", services.versions.text())

"""After an upgrade: bundles that an older program had begun are asked for again by this one."""

from __future__ import annotations

import datetime as dt

from storage.paper_sets.verdicts import VerificationRow
from workers.jobs.verification_request import ask
from workers.services import Services

BATCH = 1_000


def take_over(services: Services) -> int:
    """Ask again, by this program's versions, for every attempt that waits for other versions; returns how many.

    A server or worker calls it once at its start. Readings that the new versions share are not done again.
    """
    ours = services.versions.text()
    with services.repository.read() as tx:
        left = tx.bundle_work.unfinished(ours, BATCH)
    for verification in left:
        _take_over(services, verification)
    if left:
        services.bell.set()
    return len(left)


def _take_over(services: Services, verification: VerificationRow) -> None:
    with services.repository.write() as tx:
        tx.paper_sets.lock(verification.paper_set_id)
        tx.verdicts.supersede(verification.paper_set_id)
        ask(
            tx,
            services,
            verification.paper_set_id,
            dt.date.fromisoformat(verification.as_of),
            verification.policy or None,
            verification.queue,
        )

"""One piece of work as the ledger keeps it.

A job is *queued*, *running* under a lease, *done*, *quarantined* (given up, waits for a person) or *dropped* (a newer
program asked for the same thing again, or nobody wants it any more).
"""

from __future__ import annotations

import msgspec

QUEUED, RUNNING, DONE, QUARANTINED, DROPPED = "queued", "running", "done", "quarantined", "dropped"
OPEN = (QUEUED, RUNNING)


class Job(msgspec.Struct, frozen=True):
    """One piece of work on one subject."""

    id: str
    paper_set_id: str
    step: str
    subject: str
    version: str
    label: str
    queue: str
    created_at: float
    updated_at: float
    state: str = QUEUED
    starts: int = 0
    failures: int = 0
    token: int = 0
    owner: str = ""
    lease_until: float = 0.0
    started_at: float = 0.0
    sent_at: float = 0.0
    output: str = ""
    reason: str = ""
    is_curable: bool = False
    """given up for a reason that lies in the machine, not in the paper"""

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it without a person."""
        return self.state in OPEN

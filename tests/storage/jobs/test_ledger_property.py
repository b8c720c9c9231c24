"""Whatever claims, ends, losses and delays come in whatever order: one holder at a time, one end at most."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.errors import LeaseLost
from storage.jobs.ledger import DONE, QUEUED, RUNNING, Job
from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository, Transaction, open_repository

WORKERS = st.sampled_from(["anna", "ben", "chen"])
LEASE = 10.0


class Workers(RuleBasedStateMachine):
    """Three workers on one job. ``leases`` is what each believes to hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.repository: Repository = open_repository(f"sqlite:///{Path(self.folder.name)}/t.db")
        self.now = 100.0
        self.leases: dict[str, Job] = {}
        self.ends: list[str] = []
        self.claims = 0

    @initialize()
    def begin(self) -> None:
        with self.repository.write() as tx:
            tx.paper_sets.add(PaperSetRow("b", "", None, 0, 0.0))
            tx.jobs.add(Job("j", "b", "collect", "0", "1", "", "interactive", created_at=0.0, updated_at=0.0))

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        with self.repository.write() as tx:
            lease = tx.jobs.claim("j", "1", worker, self.now, self.now + LEASE)
        if lease is not None:
            self.claims += 1
            self.leases[worker] = lease

    @rule(seconds=st.floats(0.1, 25.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def take_back(self) -> None:
        with self.repository.write() as tx:
            tx.jobs.take_back(self.job(tx), self.now)

    @rule(worker=WORKERS, how=st.sampled_from(["finish", "try_again", "hand_back"]))
    def end(self, worker: str, how: str) -> None:
        lease = self.leases.pop(worker, None)
        if lease is None:
            return
        with self.repository.read() as tx:
            job = self.job(tx)
        is_holder = (job.state, job.token) == (RUNNING, lease.token)
        arguments: tuple[Any, ...] = {"finish": (worker,), "try_again": ("why",), "hand_back": ()}[how]
        try:
            with self.repository.write() as tx:
                getattr(tx.jobs, how)(lease, *arguments, self.now)
        except LeaseLost:
            assert not is_holder
            return
        assert is_holder
        if how == "finish":
            self.ends.append(worker)

    def job(self, tx: Transaction) -> Job:
        job = tx.jobs.get("j")
        assert job is not None
        return job

    @invariant()
    def promises(self) -> None:
        with self.repository.read() as tx:
            job = tx.jobs.get("j")
        if job is None:
            return
        assert len(self.ends) <= 1
        assert (job.state == DONE) == bool(self.ends)
        assert job.state in (QUEUED, RUNNING, DONE)
        assert job.token == self.claims
        assert 0 <= job.starts <= self.claims
        assert (job.owner != "") == (job.state == RUNNING)
        if self.ends:
            assert job.output == self.ends[0]

    def teardown(self) -> None:
        self.repository.close()
        self.folder.cleanup()


Workers.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestWorkers = Workers.TestCase

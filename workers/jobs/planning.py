"""What is to be done next for a paper set: one function, asked after every end of a job, in the same transaction.

    inspect_file (each file) ─┬─> collect ─> extract ─> read_again (each group) ─> reconcile ─> verify (each verification)
    read_page    (each page) ─┘  (a draft's files are recognised one by one beside: recognise_file)

A job that was given up counts as ended: what it did not give is missing further on, and said so.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.jobs.ledger import DROPPED, Job
from storage.paper_sets.sets import DRAFT
from storage.paper_sets.verdicts import VerificationRow
from storage.repository import Transaction
from workers.jobs.subjects import (
    AgainSubject,
    ReconcileSubject,
    VerifySubject,
    new_job,
    pack,
    page_subject,
    start_of_pages,
)
from workers.services import Services

READING_STEPS = ("inspect_file", "read_page")


class JobPlan:
    """The jobs of one paper set as one transaction sees and adds to them."""

    def __init__(self, tx: Transaction, services: Services, paper_set_id: str, queue: str) -> None:
        self._tx = tx
        self._services = services
        self._paper_set_id = paper_set_id
        self._queue = queue

    def advance(self) -> None:
        """Note every job that can be begun now. Asking twice adds nothing."""
        tx, paper_set_id = self._tx, self._paper_set_id
        tx.paper_sets.lock(paper_set_id)
        paper_set = tx.paper_sets.get(paper_set_id)
        if paper_set is None or not tx.verdicts.is_wished(paper_set_id, self._services.versions.text()):
            return
        if self._is_reading():
            return
        if paper_set.kind == DRAFT:
            self._recognise_rest()
        collect = self.ensure("collect", str(paper_set.round), paper_set.name)
        if collect.is_open:
            return
        self._advance_papers(collect, paper_set.name)

    def _advance_papers(self, collect: Job, name: str) -> None:
        if not collect.output:
            return self._verify("", "", (collect.id,))
        extract = self.ensure("extract", collect.output, name)
        if extract.is_open:
            return None
        if not extract.output:
            return self._verify(collect.output, "", (extract.id,))
        extraction, _, groups = extract.output.partition("/")
        asked = [
            self.ensure("read_again", pack(AgainSubject(extraction, group)), name)
            for group in range(int(groups))
        ]
        if any(job.is_open for job in asked):
            return None
        answers = tuple(job.output for job in asked if job.output)
        failed = tuple(job.id for job in asked if not job.output)
        reconcile = self.ensure("reconcile", pack(ReconcileSubject(extraction, answers)), name)
        if reconcile.is_open:
            return None
        failed += () if reconcile.output else (reconcile.id,)
        return self._verify(collect.output, reconcile.output, failed)

    def _verify(self, files: str, documents: str, failed: tuple[str, ...]) -> None:
        versions = self._services.versions.text()
        for verification in self._tx.verdicts.open_of_paper_set(self._paper_set_id, versions):
            job = self.ensure(
                "verify", pack(VerifySubject(verification.id, files, documents, failed)), _label(verification)
            )
            if not job.is_open:  # the same input was judged before: its verdict stands
                self._tx.verdicts.set_state(verification.id, "decided")

    def recognise(self, sha256: str, name: str) -> None:
        """Have a file of a draft recognised if all its pages are read."""
        paper_set = self._tx.paper_sets.get(self._paper_set_id)
        version = self._services.versions.reader
        if paper_set is None or paper_set.kind != DRAFT:
            return
        if not self._tx.draft_jobs.has_open(self._paper_set_id, "read_page", version, start_of_pages(sha256)):
            self.ensure("recognise_file", sha256, name)

    def _recognise_rest(self) -> None:
        """Files whose last page was given up, not read."""
        known = self._tx.draft_jobs.subjects(
            self._paper_set_id, "recognise_file", self._services.versions.of("recognise_file")
        )
        for job in self._tx.jobs.of_paper_set(
            self._paper_set_id, ("read_page",), self._services.versions.reader
        ):
            if job.state != DROPPED and page_subject(job).sha256 not in known:
                self.ensure("recognise_file", page_subject(job).sha256, job.label.rpartition("#")[0])

    def _is_reading(self) -> bool:
        version = self._services.versions.reader
        return any(
            self._tx.jobs.count(self._paper_set_id, step, version, ("queued", "running"))
            for step in READING_STEPS
        )

    def ensure_all(self, step: str, works: Iterable[tuple[str, str]]) -> None:
        """As ``ensure`` for each (subject, label), in a few statements however many there are."""
        services, now = self._services, self._services.now()
        jobs = [
            new_job(self._paper_set_id, step, subject, label, self._queue, services.versions, now)
            for subject, label in works
        ]
        ids = tuple(dict.fromkeys(job.id for job in jobs))
        begun = self._tx.jobs.add_all(jobs)
        begun |= self._tx.draft_jobs.revive_all([each for each in ids if each not in begun], self._queue, now)
        waiting = [each for each in ids if each in begun]
        self._tx.outbox.add_all(waiting, self._queue, now, str(services.owner))

    def ensure(self, step: str, subject: str, label: str) -> Job:
        """The job for that work: the one that is known, or a new one with its message in the outbox."""
        services = self._services
        now = services.now()
        job = new_job(self._paper_set_id, step, subject, label, self._queue, services.versions, now)
        if self._tx.jobs.add(job):
            self._tx.outbox.add(job.id, job.queue, now, str(services.owner))
            return job
        known = self._tx.jobs.get(job.id) or job
        if known.state == DROPPED and self._tx.draft_jobs.revive(job.id, self._queue, now):
            self._tx.outbox.add(job.id, self._queue, now, str(services.owner))
            return self._tx.jobs.get(job.id) or job
        return known


def _label(verification: VerificationRow) -> str:
    return f"{verification.as_of} {verification.policy}".strip()

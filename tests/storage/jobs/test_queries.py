"""What may be asked of the ledger, and in which order it answers."""

from __future__ import annotations

import msgspec
import pytest

from storage.jobs.job import QUARANTINED, QUEUED, RUNNING, Job
from storage.repository import Repository

JOB = Job("", "b", "read_page", "subject", "1", "a.pdf#1", "interactive", created_at=1.0, updated_at=1.0)


def add(repository: Repository, job_id: str, **values: object) -> None:
    with repository.write() as tx:
        assert tx.jobs.add(msgspec.structs.replace(JOB, id=job_id, **values))


def test_the_latest_of_several_states_come_in_one_order_page_by_page(repository: Repository) -> None:
    for number, state in enumerate((QUEUED, RUNNING, QUARANTINED, QUEUED, "done", QUEUED)):
        add(repository, f"j{number}", state=state, updated_at=float(number // 2))
    states = (QUEUED, RUNNING, QUARANTINED)
    with repository.read() as tx:
        first = tx.jobs.newest(states, 3)
        assert [job.id for job in first] == ["j5", "j3", "j2"]
        rest = tx.jobs.newest(states, 3, (first[-1].updated_at, first[-1].id))
        assert [job.id for job in rest] == ["j1", "j0"]


def test_who_was_not_heard_of_for_longest_comes_first(repository: Repository) -> None:
    for number, sent_at in enumerate((30.0, 10.0, 20.0, 99.0)):
        add(repository, f"j{number}", sent_at=sent_at)
    add(repository, "archive", sent_at=5.0, queue="archive")
    with repository.read() as tx:
        assert [job.id for job in tx.jobs.unheard(50.0, None, 2, "interactive")] == ["j1", "j2"]
        assert [job.id for job in tx.jobs.unheard(50.0, {"b"}, 9)] == ["archive", "j1", "j2", "j0"]


@pytest.mark.parametrize(
    ("start", "found"),
    [("ab", 2), ("ab0", 1), ("abz", 0), ("", 2), ("%", 0), ("_b", 0), ("zz\ud800", 0)],
)
def test_a_job_is_found_by_the_start_of_its_id(repository: Repository, start: str, found: int) -> None:
    """Two of them are enough to know that the start is too short."""
    for job_id in ("ab01", "ab12", "c0"):
        add(repository, job_id)
    with repository.read() as tx:
        assert len(tx.jobs.beginning_with(start)) == found

"""The ledger's promises: counted before the work, fenced at its end."""

from __future__ import annotations

import threading

import pytest

from domain.errors import LeaseLost
from storage.jobs.ledger import DONE, DROPPED, QUARANTINED, QUEUED, RUNNING, Job
from storage.repository import Repository


def job(job_id: str = "j", step: str = "read_page", version: str = "1") -> Job:
    return Job(
        job_id, "b", step, "subject", version, "a.pdf#1", "interactive", created_at=1.0, updated_at=1.0
    )


def claimed(repository: Repository, owner: str = "me", now: float = 10.0, until: float = 70.0) -> Job:
    with repository.write() as tx:
        tx.jobs.add(job())
        lease = tx.jobs.claim("j", "1", owner, now, until)
    assert lease is not None
    return lease


def now_in(repository: Repository) -> Job:
    with repository.read() as tx:
        found = tx.jobs.get("j")
    assert found is not None
    return found


def test_the_same_work_is_noted_once(repository: Repository) -> None:
    with repository.write() as tx:
        assert tx.jobs.add(job())
        assert not tx.jobs.add(job())


def test_a_start_is_counted_before_the_work(repository: Repository) -> None:
    lease = claimed(repository)
    assert (lease.state, lease.starts, lease.token, lease.owner) == (RUNNING, 1, 1, "me")
    assert now_in(repository) == lease


def test_a_job_that_is_held_is_not_given_twice(repository: Repository) -> None:
    claimed(repository)
    with repository.write() as tx:
        assert tx.jobs.claim("j", "1", "you", 20.0, 80.0) is None


def test_a_job_of_another_version_is_left_alone(repository: Repository) -> None:
    with repository.write() as tx:
        tx.jobs.add(job(version="2"))
        assert tx.jobs.claim("j", "1", "me", 10.0, 70.0) is None


def test_many_threads_that_claim_at_once_get_one_lease(repository: Repository) -> None:
    with repository.write() as tx:
        tx.jobs.add(job())
    leases: list[Job | None] = []

    def claim(owner: str) -> None:
        with repository.write() as tx:
            leases.append(tx.jobs.claim("j", "1", owner, 10.0, 70.0))

    threads = [threading.Thread(target=claim, args=(str(number),)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([lease for lease in leases if lease]) == 1


def test_an_expired_lease_passes_on_and_the_first_holder_is_refused(repository: Repository) -> None:
    first = claimed(repository)
    with repository.write() as tx:
        second = tx.jobs.claim("j", "1", "you", 71.0, 130.0)
    assert second is not None
    assert (second.token, second.starts) == (2, 2)
    with pytest.raises(LeaseLost), repository.write() as tx:
        tx.jobs.finish(first, "late", 72.0)
    with repository.write() as tx:
        tx.jobs.finish(second, "in time", 73.0)
    assert (now_in(repository).state, now_in(repository).output) == (DONE, "in time")


def test_a_late_end_is_taken_when_nobody_else_has_begun(repository: Repository) -> None:
    lease = claimed(repository)
    with repository.write() as tx:
        tx.jobs.finish(lease, "late but first", 1_000.0)
    assert now_in(repository).output == "late but first"


@pytest.mark.parametrize("end", ["finish", "try_again", "quarantine", "hand_back"])
def test_no_end_is_taken_after_the_job_was_taken_back(repository: Repository, end: str) -> None:
    lease = claimed(repository)
    with repository.write() as tx:
        assert tx.jobs.take_back(lease, 20.0)
    with pytest.raises(LeaseLost), repository.write() as tx:
        if end == "hand_back":
            tx.jobs.hand_back(lease, 21.0)
        elif end == "quarantine":
            tx.jobs.quarantine(lease, "x", False, 21.0)
        else:
            getattr(tx.jobs, end)(lease, "x", 21.0)
    assert now_in(repository).state == QUEUED


def test_an_orderly_failure_is_not_a_start_without_end(repository: Repository) -> None:
    lease = claimed(repository)
    with repository.write() as tx:
        tx.jobs.try_again(lease, "reader crashed", 20.0)
    found = now_in(repository)
    assert (found.state, found.starts, found.failures, found.reason) == (QUEUED, 0, 1, "reader crashed")


def test_handing_back_leaves_no_trace_in_the_counters(repository: Repository) -> None:
    lease = claimed(repository)
    with repository.write() as tx:
        tx.jobs.hand_back(lease, 20.0)
    assert (now_in(repository).starts, now_in(repository).failures) == (0, 0)


def test_a_quarantined_job_starts_afresh_only_when_asked(repository: Repository) -> None:
    lease = claimed(repository)
    with repository.write() as tx:
        tx.jobs.quarantine(lease, "poison", False, 20.0)
        assert tx.jobs.claim("j", "1", "me", 21.0, 80.0) is None
    assert now_in(repository).state == QUARANTINED
    with repository.write() as tx:
        assert tx.jobs.start_afresh("j", 22.0)
        assert not tx.jobs.start_afresh("j", 22.0)
    assert (now_in(repository).state, now_in(repository).starts, now_in(repository).reason) == (QUEUED, 0, "")


def test_a_lease_is_prolonged_for_its_holder_only(repository: Repository) -> None:
    claimed(repository)
    with repository.write() as tx:
        tx.jobs.renew(["j"], "you", 500.0)
        tx.jobs.renew(["other"], "me", 500.0)
    assert now_in(repository).lease_until == 70.0
    with repository.write() as tx:
        tx.jobs.renew(["j"], "me", 500.0)
    assert now_in(repository).lease_until == 500.0


def test_a_holder_that_changed_meanwhile_is_not_robbed(repository: Repository) -> None:
    first = claimed(repository)
    with repository.write() as tx:
        tx.jobs.claim("j", "1", "you", 71.0, 130.0)
    with repository.write() as tx:
        assert not tx.jobs.take_back(first, 72.0)


def test_jobs_of_other_versions_are_dropped(repository: Repository) -> None:
    with repository.write() as tx:
        tx.jobs.add(job("old", version="0"))
        tx.jobs.add(job("new", version="1"))
        tx.jobs.drop_others("b", [("read_page", "1"), ("collect", "1")], 5.0)
    with repository.read() as tx:
        old, new = tx.jobs.get("old"), tx.jobs.get("new")
    assert old is not None and old.state == DROPPED
    assert new is not None and new.state == QUEUED


def test_a_job_unheard_of_is_found_unless_its_message_waits_in_the_outbox(repository: Repository) -> None:
    with repository.write() as tx:
        tx.jobs.add(job())
        assert [found.id for found in tx.jobs.unheard(50.0, None, 10)] == ["j"]
        assert tx.jobs.unheard(50.0, {"another bundle"}, 10) == ()
        tx.outbox.add("j", "interactive", 1.0, "me")
        assert tx.jobs.unheard(50.0, None, 10) == ()
        tx.outbox.remove([message.number for message in tx.outbox.due(2.0, "me", 5.0, None, 10)])
        tx.jobs.mark_sent(["j"], 49.0)
        assert [found.id for found in tx.jobs.unheard(50.0, {"b"}, 10)] == ["j"]
        assert tx.jobs.unheard(49.0, None, 10) == ()

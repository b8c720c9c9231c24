"""A lease outlived by its worker, messages delivered twice, messages lost."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest

from domain.errors import Conflict, NotFound
from service.paper_set_commands import BundleSource, jobs, release, submit, wait
from workers.maintenance.sweeper import deliver, is_lost, prolong, send_again, take_back
from workers.performing import perform
from workers.process.owner import LeaseOwner

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def page_job(installation: Any, fakes: Any) -> str:
    """The id of a queued job that reads a page; nothing else is left of its bundle's outbox."""
    submit(installation.services, BundleSource("x", (("a.pdf", fakes.fake_file(1)),)), as_of=DAY)
    perform(queued(installation)[0].id, installation.services)
    sent: list[str] = []
    deliver(installation.services, lambda job_id, _: sent.append(job_id), None)
    (line,) = queued(installation)
    assert line.step == "read_page"
    return str(line.id)


def queued(installation: Any) -> Any:
    return jobs(installation.services, state="queued")


def stand_still_in_the_reader(installation: Any) -> tuple[threading.Event, threading.Event]:
    """The next reading sets the first event and waits for the second."""
    inside, go_on = threading.Event(), threading.Event()

    def stand_still() -> None:
        inside.set()
        assert go_on.wait(20)

    installation.readers.mishaps[("read_page", "a.pdf", 1)].append(stand_still)
    return inside, go_on


def held_in_the_reader(
    installation: Any, services: Any, job_id: str
) -> tuple[threading.Thread, threading.Event]:
    """A thread that performs the job and stands still inside the reader until the event is set."""
    inside, go_on = stand_still_in_the_reader(installation)
    thread = threading.Thread(target=perform, args=(job_id, services))
    thread.start()
    assert inside.wait(20)
    return thread, go_on


def test_a_stalled_worker_loses_its_job_and_its_late_result_is_refused(
    installation: Any, page_job: str
) -> None:
    stalled = replace(installation.services, owner=LeaseOwner("another machine", 1, "1"))
    thread, go_on = held_in_the_reader(installation, stalled, page_job)
    assert take_back(installation.services) == 0  # its lease holds
    installation.ahead = installation.settings.lease_seconds + 1
    assert [line.id for line in jobs(installation.services, state="stuck")] == [page_job]
    assert take_back(installation.services) == 1
    perform(page_job, installation.services)
    go_on.set()
    thread.join(20)
    (done,) = (line for line in jobs(installation.services, state="done") if line.id == page_job)
    with installation.services.repository.read() as tx:
        events = tx.events.after(done.paper_set_id, 0)
    assert [event.kind for event in events].count("page_read") == 1
    assert installation.readers.count("read_page") == 2


def test_a_working_holder_keeps_its_lease_as_long_as_it_is_heard_of(installation: Any, page_job: str) -> None:
    thread, go_on = held_in_the_reader(installation, installation.services, page_job)
    installation.ahead = installation.settings.lease_seconds - 1
    prolong(installation.services)
    installation.ahead = installation.settings.lease_seconds + 30
    with installation.services.repository.read() as tx:
        job = tx.jobs.get(page_job)
    assert not is_lost(job, installation.services)
    assert job.lease_until > installation.services.now()
    installation.ahead = installation.settings.max_job_seconds + 1
    prolong(installation.services)
    with installation.services.repository.read() as tx:
        assert tx.jobs.get(page_job).lease_until < installation.services.now()  # it must be stuck
    go_on.set()
    thread.join(20)


def test_the_job_of_a_dead_neighbour_is_taken_back_at_once(installation: Any, page_job: str) -> None:
    dead = installation.as_other_process()
    with installation.services.repository.write() as tx:
        tx.jobs.claim(page_job, "r1", str(dead.owner), dead.now(), dead.now() + 1_000)
    assert take_back(installation.services) == 1
    assert queued(installation)[0].starts == 1


def test_a_worker_that_dies_each_time_is_not_given_the_job_for_ever(installation: Any, page_job: str) -> None:
    dead = installation.as_other_process()
    for _ in range(installation.settings.max_starts):
        with installation.services.repository.write() as tx:
            tx.jobs.claim(page_job, "r1", str(dead.owner), dead.now(), dead.now() + 1_000)
        take_back(installation.services)
    perform(page_job, installation.services)
    (line,) = jobs(installation.services, state="quarantined")
    assert "3 times" in line.reason
    assert installation.readers.count("read_page") == 0
    with installation.runtime() as runtime:
        found = wait(installation.services, line.paper_set_id, runtime=runtime, timeout=20)
    assert (found.verdict, found.files[0].state) == ("review", "unreadable")


def test_a_message_delivered_twice_at_once_is_worked_on_once(installation: Any, page_job: str) -> None:
    installation.readers.pause = 0.2
    threads = [threading.Thread(target=perform, args=(page_job, installation.services)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    perform(page_job, installation.services)
    assert installation.readers.count("read_page") == 1


def test_a_message_about_nothing_is_borne(installation: Any) -> None:
    perform("no such job", installation.services)


def test_a_message_that_the_broker_lost_is_sent_again(installation: Any, page_job: str) -> None:
    installation.ahead = 10.0
    sent: list[str] = []
    assert send_again(installation.services, installation.services.now() - 60, None) == 0
    assert send_again(installation.services, installation.services.now() - 5, {"another bundle"}) == 0
    assert send_again(installation.services, installation.services.now() - 5, None) == 1
    assert (
        send_again(installation.services, installation.services.now() - 5, None) == 0
    )  # it waits in the outbox
    deliver(installation.services, lambda job_id, _: sent.append(job_id), None)
    assert sent == [page_job]


def test_a_crash_between_sending_and_forgetting_sends_twice(installation: Any, page_job: str) -> None:
    send_again(installation.services, installation.services.now() + 1, None)

    def broken(_: str, __: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        deliver(installation.services, broken, None)
    sent: list[str] = []
    assert deliver(installation.services, lambda job_id, _: sent.append(job_id), None) == 1


def test_a_person_may_take_a_running_job_back(installation: Any, page_job: str) -> None:
    thread, go_on = held_in_the_reader(installation, installation.services, page_job)
    release(installation.services, page_job)
    go_on.set()
    thread.join(20)
    assert [line.id for line in queued(installation)] == [page_job]
    with pytest.raises(Conflict, match="not running"):
        release(installation.services, page_job)
    with pytest.raises(NotFound, match="no job"):
        release(installation.services, "f" * 64)


def test_a_runtime_that_stops_hands_back_what_it_holds(installation: Any, page_job: str) -> None:
    inside, go_on = stand_still_in_the_reader(installation)
    runtime = installation.runtime(everything=True, grace_seconds=0.2)
    send_again(installation.services, installation.services.now() + 1, None)
    runtime.start()
    assert inside.wait(20)
    runtime.stop()
    (line,) = queued(installation)
    assert (line.id, line.starts) == (page_job, 0)
    go_on.set()

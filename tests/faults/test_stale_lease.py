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
from workers.process.owner import Owner

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def page_job(house: Any, fakes: Any) -> str:
    """The id of a queued job that reads a page; nothing else is left of its bundle's outbox."""
    submit(house.services, BundleSource("x", (("a.pdf", fakes.fake_file(1)),)), as_of=DAY)
    perform(queued(house)[0].id, house.services)
    sent: list[str] = []
    deliver(house.services, lambda job_id, _: sent.append(job_id), None)
    (line,) = queued(house)
    assert line.step == "read_page"
    return str(line.id)


def queued(house: Any) -> Any:
    return jobs(house.services, state="queued")


def stand_still_in_the_reader(house: Any) -> tuple[threading.Event, threading.Event]:
    """The next reading sets the first event and waits for the second."""
    inside, go_on = threading.Event(), threading.Event()

    def stand_still() -> None:
        inside.set()
        assert go_on.wait(20)

    house.readers.mishaps[("read_page", "a.pdf", 1)].append(stand_still)
    return inside, go_on


def held_in_the_reader(house: Any, services: Any, job_id: str) -> tuple[threading.Thread, threading.Event]:
    """A thread that performs the job and stands still inside the reader until the event is set."""
    inside, go_on = stand_still_in_the_reader(house)
    thread = threading.Thread(target=perform, args=(job_id, services))
    thread.start()
    assert inside.wait(20)
    return thread, go_on


def test_a_stalled_worker_loses_its_job_and_its_late_result_is_refused(house: Any, page_job: str) -> None:
    stalled = replace(house.services, owner=Owner("another machine", 1, "1"))
    thread, go_on = held_in_the_reader(house, stalled, page_job)
    assert take_back(house.services) == 0  # its lease holds
    house.ahead = house.settings.lease_seconds + 1
    assert [line.id for line in jobs(house.services, state="stuck")] == [page_job]
    assert take_back(house.services) == 1
    perform(page_job, house.services)
    go_on.set()
    thread.join(20)
    (done,) = (line for line in jobs(house.services, state="done") if line.id == page_job)
    with house.services.repository.read() as tx:
        events = tx.events.after(done.paper_set_id, 0)
    assert [event.kind for event in events].count("page_read") == 1
    assert house.readers.count("read_page") == 2


def test_a_working_holder_keeps_its_lease_as_long_as_it_is_heard_of(house: Any, page_job: str) -> None:
    thread, go_on = held_in_the_reader(house, house.services, page_job)
    house.ahead = house.settings.lease_seconds - 1
    prolong(house.services)
    house.ahead = house.settings.lease_seconds + 30
    with house.services.repository.read() as tx:
        job = tx.jobs.get(page_job)
    assert not is_lost(job, house.services)
    assert job.lease_until > house.services.now()
    house.ahead = house.settings.max_job_seconds + 1
    prolong(house.services)
    with house.services.repository.read() as tx:
        assert tx.jobs.get(page_job).lease_until < house.services.now()  # it must be stuck
    go_on.set()
    thread.join(20)


def test_the_job_of_a_dead_neighbour_is_taken_back_at_once(house: Any, page_job: str) -> None:
    dead = house.as_other_process()
    with house.services.repository.write() as tx:
        tx.jobs.claim(page_job, "r1", str(dead.owner), dead.now(), dead.now() + 1_000)
    assert take_back(house.services) == 1
    assert queued(house)[0].starts == 1


def test_a_worker_that_dies_each_time_is_not_given_the_job_for_ever(house: Any, page_job: str) -> None:
    dead = house.as_other_process()
    for _ in range(house.settings.max_starts):
        with house.services.repository.write() as tx:
            tx.jobs.claim(page_job, "r1", str(dead.owner), dead.now(), dead.now() + 1_000)
        take_back(house.services)
    perform(page_job, house.services)
    (line,) = jobs(house.services, state="quarantined")
    assert "3 times" in line.reason
    assert house.readers.count("read_page") == 0
    with house.runtime() as runtime:
        found = wait(house.services, line.paper_set_id, runtime=runtime, timeout=20)
    assert (found.verdict, found.files[0].state) == ("review", "unreadable")


def test_a_message_delivered_twice_at_once_is_worked_on_once(house: Any, page_job: str) -> None:
    house.readers.pause = 0.2
    threads = [threading.Thread(target=perform, args=(page_job, house.services)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    perform(page_job, house.services)
    assert house.readers.count("read_page") == 1


def test_a_message_about_nothing_is_borne(house: Any) -> None:
    perform("no such job", house.services)


def test_a_message_that_the_broker_lost_is_sent_again(house: Any, page_job: str) -> None:
    house.ahead = 10.0
    sent: list[str] = []
    assert send_again(house.services, house.services.now() - 60, None) == 0
    assert send_again(house.services, house.services.now() - 5, {"another bundle"}) == 0
    assert send_again(house.services, house.services.now() - 5, None) == 1
    assert send_again(house.services, house.services.now() - 5, None) == 0  # it waits in the outbox
    deliver(house.services, lambda job_id, _: sent.append(job_id), None)
    assert sent == [page_job]


def test_a_crash_between_sending_and_forgetting_sends_twice(house: Any, page_job: str) -> None:
    send_again(house.services, house.services.now() + 1, None)

    def broken(_: str, __: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        deliver(house.services, broken, None)
    sent: list[str] = []
    assert deliver(house.services, lambda job_id, _: sent.append(job_id), None) == 1


def test_a_person_may_take_a_running_job_back(house: Any, page_job: str) -> None:
    thread, go_on = held_in_the_reader(house, house.services, page_job)
    release(house.services, page_job)
    go_on.set()
    thread.join(20)
    assert [line.id for line in queued(house)] == [page_job]
    with pytest.raises(Conflict, match="not running"):
        release(house.services, page_job)
    with pytest.raises(NotFound, match="no job"):
        release(house.services, "f" * 64)


def test_a_runtime_that_stops_hands_back_what_it_holds(house: Any, page_job: str) -> None:
    inside, go_on = stand_still_in_the_reader(house)
    runtime = house.runtime(everything=True, grace_seconds=0.2)
    send_again(house.services, house.services.now() + 1, None)
    runtime.start()
    assert inside.wait(20)
    runtime.stop()
    (line,) = queued(house)
    assert (line.id, line.starts) == (page_job, 0)
    go_on.set()

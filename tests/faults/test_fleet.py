"""Real worker processes over every broker: killed, stopped, starved and fed twice. Afterwards all is well.

``Fleet.results`` waits until every bundle has its verdict and checks each time: one verdict a bundle, no page lost, no job
left open.
"""

from __future__ import annotations

import signal
import time

import pytest

from service.paper_set_commands import jobs
from tests.brokers import BROKERS, SERVED, Fleet
from tests.installations import FAKES
from tests.servers.postgres import PostgresServer
from workers.maintenance.actors import Send
from workers.maintenance.consumers import Consumers

every_broker = pytest.mark.parametrize("broker", BROKERS, indirect=True)
every_server = pytest.mark.parametrize("broker", SERVED, indirect=True)
only_redis = pytest.mark.parametrize("broker", ["redis"], indirect=True)
only_rabbitmq = pytest.mark.parametrize("broker", ["rabbitmq"], indirect=True)
"""where the broker makes no difference to what is tested: processes cost time"""


@every_server
def test_workers_killed_at_recorded_steps(fleet: Fleet) -> None:
    """At its inspection, at a page, at the second reading and at the verdict; another goes on each time."""
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        fleet.submit("V1", pages=3)
        fleet.submit("V2", pages=2)
        for number in (2, 7, 13):
            hand = fleet.hand(die_at=number)
            assert hand.wait(60) == -signal.SIGKILL
        fleet.hand(threads=2)
        assert {found.verdict for found in fleet.results()} == {"clear"}
    again = fleet.readings().total() - 5
    assert again <= 3, "each death costs one page at most"


@only_rabbitmq
def test_workers_killed_on_the_servers_of_a_large_installation(
    fleet: Fleet, postgres_url: str, s3_url: str
) -> None:
    """PostgreSQL, RabbitMQ and S3 together."""
    fleet.move_to(postgres_url, s3_url)
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        for number in range(2):
            fleet.submit(f"V{number}", pages=3)
        assert fleet.hand(die_at=5).wait(60) == -signal.SIGKILL
        for _ in range(2):
            fleet.hand(pause=0.05)
        assert {found.verdict for found in fleet.results()} == {"clear"}
    assert fleet.readings().total() <= 7


@every_broker
def test_a_sender_killed_before_it_sent_anything(fleet: Fleet) -> None:
    """Its messages lie in the outbox in the name of a process that is no more."""
    fleet.submit("V1", pages=2)
    fleet.hand()
    fleet.results()


@only_rabbitmq
def test_many_workers_share_the_work_and_do_nothing_twice(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        for _ in range(2):
            fleet.hand(pause=0.05)
        for number in range(4):
            fleet.submit(f"V{number}", pages=4)
        fleet.results()
    assert fleet.readings() == {f"V{number}.pdf#{page}": 1 for number in range(4) for page in range(1, 5)}


@only_redis
def test_a_worker_that_is_told_to_stop_leaves_nothing_for_others_to_wait_for(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        first = fleet.hand(pause=0.4)
        fleet.submit("V1", pages=5)
        fleet.until(lambda: fleet.readings().total() > 0, "a page is read")
        first.send_signal(signal.SIGTERM)
        assert first.wait(20) == 0
        with fleet.services.repository.read() as tx:
            assert not tx.jobs.running()
        fleet.hand()
        fleet.results()
    assert set(fleet.readings().values()) == {1}, "what was begun was finished"


@only_redis
def test_a_lease_outlived_by_a_worker_that_stood_still(fleet: Fleet) -> None:
    """Its result comes too late and is refused."""
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        sleeper = fleet.hand(pause=1.0)
        fleet.submit("V1", pages=2)
        fleet.until(lambda: bool(jobs(fleet.services, state="running")), "begun")
        sleeper.send_signal(signal.SIGSTOP)
        fleet.hand(threads=2)
        found = fleet.results()
        sleeper.send_signal(signal.SIGCONT)
        time.sleep(2.0)
        assert fleet.results() == found
        assert sleeper.poll() is None


@only_redis
def test_a_file_that_kills_its_worker_every_time_is_given_up_and_the_rest_goes_on(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        good, poison = fleet.submit("V1", pages=2), fleet.submit("POISON", pages=1)
        for _ in range(3):
            assert fleet.hand(die_of="POISON.pdf").wait(60) == -signal.SIGKILL
        survivor = fleet.hand(die_of="POISON.pdf")
        by_id = {found.paper_set_id: found for found in fleet.results()}
        assert survivor.poll() is None
    assert by_id[good].verdict == "clear" and by_id[poison].verdict == "review"
    (line,) = jobs(fleet.services, state="quarantined")
    assert line.subject.startswith("POISON.pdf") and "3 times" in line.reason


POISONED = """
import importlib.util, os, signal
from ingest.protocol import Answers, Inspect, ReadPage

spec = importlib.util.spec_from_file_location("workers_fakes", {fakes!r})
fakes = importlib.util.module_from_spec(spec)
__import__("sys").modules["workers_fakes"] = fakes
spec.loader.exec_module(fakes)
readers = fakes.FakeReaders()

def prepare(task): pass

def run(task, take):
    if isinstance(task, Inspect):
        return readers.inspect(task.name, task.content, task.limits, take)
    if isinstance(task, ReadPage):
        if task.name == "POISON.pdf":
            os.kill(os.getpid(), signal.SIGKILL)
        return readers.read_page(task.name, task.content, task.number, task.limits)
    return Answers(())
"""
"""a module of tasks for real reader children: one file kills them"""


@pytest.mark.real_engine
@only_rabbitmq
def test_a_file_that_kills_its_reader_every_time(fleet: Fleet) -> None:
    (fleet.folder / "poisoned_tasks.py").write_text(POISONED.format(fakes=str(FAKES)))
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        poison, good = fleet.submit("POISON", pages=2), fleet.submit("V1", pages=3)
        hand = fleet.hand(reader_tasks="poisoned_tasks", threads=2)
        by_id = {found.paper_set_id: found for found in fleet.results()}
        assert hand.poll() is None, "the worker itself lives on"
    assert by_id[good].verdict == "clear" and by_id[poison].verdict == "review"
    lines = jobs(fleet.services, state="quarantined")
    assert sorted(line.subject for line in lines) == ["POISON.pdf#1", "POISON.pdf#2"]
    assert all(line.failures == 2 and "SIGKILL" in line.reason for line in lines)


@only_rabbitmq
def test_the_same_messages_again_and_again(fleet: Fleet) -> None:
    consumers = Consumers(fleet.services, fleet.broker.url, 0, ("interactive",))
    send: Send = consumers.send
    for _ in range(2):
        fleet.hand(threads=2, pause=0.05)
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        fleet.submit("V1", pages=6)
        while not fleet.is_decided():
            for line in jobs(fleet.services):
                send(line.id, line.queue)
            time.sleep(0.05)
        fleet.results()
    consumers.close()
    assert set(fleet.readings().values()) == {1}


@every_server
def test_a_broker_restarted_in_the_middle(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        fleet.hand(pause=0.1)
        for number in range(2):
            fleet.submit(f"V{number}", pages=6)
        fleet.until(lambda: fleet.readings().total() > 2, "pages are read")
        fleet.broker.server.kill()
        late = fleet.submit("V9", pages=1)
        fleet.broker.server.start()
        fleet.results()
        assert late in fleet.bundles
    assert set(fleet.readings().values()) == {1}


@only_redis
def test_a_broker_that_stands_still_lets_no_lease_lapse(fleet: Fleet) -> None:
    """The page takes longer than a lease, and the broker answers nobody meanwhile."""
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        fleet.submit("V1", pages=1)
        for _ in range(2):
            fleet.hand(pause=5.0)
        fleet.until(
            lambda: any(line.step == "read_page" for line in jobs(fleet.services, state="running")), "begun"
        )
        fleet.broker.server.pause()
        time.sleep(4.0)
        fleet.broker.server.resume()
        fleet.results()
    assert fleet.readings() == {"V1.pdf#1": 1}


@only_redis
def test_what_outlasts_the_time_of_grace_is_handed_back_as_if_it_had_not_been_begun(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        slow = fleet.hand(pause=30.0)
        fleet.submit("V1", pages=1)
        fleet.until(lambda: bool(jobs(fleet.services, state="running")), "begun")
        slow.send_signal(signal.SIGTERM)
        assert slow.wait(20) == 0
        (line,) = jobs(fleet.services)
        assert (line.state, line.starts, line.failures) == ("queued", 0, 0)
        fleet.hand()
        fleet.results()


@every_server
def test_a_worker_told_to_stop_while_the_broker_is_away(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        hand = fleet.hand(pause=0.3)
        fleet.submit("V1", pages=3)
        fleet.until(lambda: fleet.readings().total() > 0, "a page is read")
        fleet.broker.server.kill()
        hand.send_signal(signal.SIGTERM)
        assert hand.wait(30) == 0
        with fleet.services.repository.read() as tx:
            assert not tx.jobs.running()
        fleet.broker.server.start()
        fleet.hand()
        fleet.results()


@only_redis
def test_a_database_restarted_under_workers(
    fleet: Fleet, postgres_url: str, postgres_server: PostgresServer
) -> None:
    fleet.move_to(postgres_url, fleet.objects)
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        fleet.submit("V1", pages=6)
        hand = fleet.hand(pause=0.1)
        fleet.until(lambda: fleet.readings().total() > 1, "pages are read")
        postgres_server.kill()
        time.sleep(2.0)
        postgres_server.start()
        fleet.results()
        assert hand.poll() is None


@only_redis
def test_a_broker_that_forgot_everything(fleet: Fleet) -> None:
    with fleet.outbox_relay() as outbox_relay:
        outbox_relay.start()
        for number in range(2):
            fleet.submit(f"V{number}", pages=6)
        hand = fleet.hand(pause=0.1)
        fleet.until(lambda: fleet.readings().total() > 2, "pages are read")
        fleet.broker.server.flush()
        fleet.results()
        assert hand.poll() is None
    assert set(fleet.readings().values()) == {1}

"""One body of tests for every broker: in memory, Redis and RabbitMQ, the latter two as real servers."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest

from domain.errors import BrokerUnreachable
from tests.brokers import BROKERS, SERVED, BrokerKind, Fleet
from workers.brokers import rabbitmq as rabbitmq_broker
from workers.brokers import redis as redis_broker
from workers.brokers.contract import WorkBroker
from workers.brokers.opening import open_broker
from workers.maintenance.consumers import Consumers
from workers.runtime import Runtime

every_broker = pytest.mark.parametrize("broker", BROKERS, indirect=True)
every_server = pytest.mark.parametrize("broker", SERVED, indirect=True)


@pytest.fixture
def opened(broker: BrokerKind) -> Iterator[WorkBroker]:
    opened = open_broker(broker.url)
    yield opened
    opened.close()


def runtime(fleet: Fleet, **more: Any) -> Runtime:
    return Runtime(fleet.services, everything=True, broker_url=fleet.broker.url, **more)


@every_broker
def test_what_is_handed_in_is_worked_off_once(fleet: Fleet, installation: Any) -> None:
    for number in range(4):
        fleet.submit(f"V{number}", pages=3)
    with runtime(fleet, threads=3) as working:
        working.start()
        assert {found.verdict for found in fleet.results()} == {"clear"}
    assert installation.readers.count("read_page") == 12


@every_broker
def test_a_broker_knows_how_much_it_holds(fleet: Fleet) -> None:
    consumers = Consumers(fleet.services, fleet.broker.url, 0, ("interactive", "archive"))
    assert consumers.broker.waiting("interactive") == 0
    for number in range(5):
        consumers.send(f"job{number}", "interactive")
    consumers.send("another", "archive")
    fleet.until(lambda: consumers.broker.waiting("interactive") == 5, "messages are there")
    assert consumers.broker.waiting("archive") == 1
    consumers.close()


@every_broker
def test_a_broker_that_is_there_passes_its_check(opened: WorkBroker) -> None:
    opened.check()


@every_broker
def test_the_same_message_many_times_at_once_is_worked_on_once(fleet: Fleet, installation: Any) -> None:
    installation.readers.pause = 0.2
    paper_set_id = fleet.submit("V1", pages=2)
    with runtime(fleet, threads=4) as working:
        working.start()
        fleet.until(lambda: bool(installation.readers.count("inspect")), "begun")
        consumers = working._present_consumers()
        with fleet.services.repository.read() as tx:
            jobs = tx.jobs.open_of_paper_set(paper_set_id)
        for job in jobs * 6:
            consumers.send(job.id, job.queue)
        fleet.results()
    assert (installation.readers.count("inspect"), installation.readers.count("read_page")) == (1, 2)


@every_broker
def test_who_waits_goes_before_an_archive(fleet: Fleet, installation: Any) -> None:
    installation.readers.pause = 0.06
    for number in range(2):
        fleet.submit(f"A{number}", pages=12, queue="archive")
    with runtime(fleet, threads=1) as working:
        working.start()
        fleet.until(lambda: installation.readers.count("read_page") > 2, "the archive is begun")
        urgent = fleet.submit("V1", pages=2)
        before = installation.readers.count("read_page")
        fleet.until(lambda: is_decided(fleet, urgent), "the urgent one is decided")
        of_the_archive = installation.readers.count("read_page") - before - 2
        assert (
            of_the_archive <= 12
        )  # eight short jobs, each behind the one or two of the archive that had begun
        assert installation.readers.count("read_page") < 2 + 24
        fleet.results()


def is_decided(fleet: Fleet, paper_set_id: str) -> bool:
    with fleet.services.repository.read() as tx:
        return bool(tx.verdicts.of_paper_set(paper_set_id))


@every_broker
def test_a_worker_of_one_queue_leaves_the_other_alone(fleet: Fleet, installation: Any) -> None:
    later = fleet.submit("A1", pages=1, queue="archive")
    urgent = fleet.submit("V1", pages=1)
    with runtime(fleet, threads=1, queues=("interactive",)) as working:
        working.start()
        fleet.until(lambda: is_decided(fleet, urgent), "interactive work is done")
        time.sleep(0.5)
        assert installation.readers.count("inspect") == 1 and not is_decided(fleet, later)
    with runtime(fleet, threads=1, queues=("archive",)) as working:
        working.start()
        fleet.results()


@every_server
def test_a_server_that_is_away_is_told_and_what_was_to_be_sent_waits(fleet: Fleet, installation: Any) -> None:
    server = fleet.broker.server
    consumers = Consumers(fleet.services, fleet.broker.url, 0, ("interactive",))
    consumers.send("before", "interactive")
    server.kill()
    for attempt in (
        consumers.broker.check,
        lambda: consumers.send("x", "interactive"),
        lambda: consumers.broker.waiting("interactive"),
    ):
        with pytest.raises(BrokerUnreachable) as error:
            attempt()
        assert "TONGGUAN_BROKER_URL" in error.value.advice
    with runtime(fleet, threads=2) as working:
        working.start()
        fleet.submit("V1", pages=2)
        time.sleep(1.5)
        with fleet.services.repository.read() as tx:
            assert tx.figures.unsent() == 1
        assert fleet.services.outage.lasting(0) is None  # who waits is not told of it: nothing is lost
        server.start()
        fleet.results()
    consumers.close()


@pytest.mark.parametrize("broker", ["rabbitmq"], indirect=True)
def test_a_sender_that_has_nothing_to_send_is_not_cut_off(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rabbitmq_broker, "HEARTBEAT_SECONDS", 1)  # the server hangs up after two of them
    with runtime(fleet, threads=0) as sending:
        sending.start()
        broker: Any = sending._present_consumers().broker
        fleet.submit("V1", pages=1)
        fleet.until(lambda: bool(broker.connections), "connected")
        (connection,) = broker.connections
        time.sleep(4.0)
        fleet.submit("V2", pages=1)
        fleet.until(lambda: broker.waiting("interactive") == 2, "both are sent")
        assert connection in broker.connections and connection.is_open
    with runtime(fleet, threads=1) as working:
        working.start()
        fleet.results()


@every_server
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # sockets that pika forgets
def test_a_server_that_stands_still_hangs_nobody_for_long(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (rabbitmq_broker, redis_broker):
        monkeypatch.setattr(module, "SOCKET_SECONDS", 1.0)
    consumers = Consumers(fleet.services, fleet.broker.url, 0, ("interactive",))
    consumers.send("before", "interactive")
    fleet.broker.server.pause()
    try:
        began = time.monotonic()
        with pytest.raises(BrokerUnreachable):
            consumers.broker.check()
        assert time.monotonic() - began < 5
    finally:
        fleet.broker.server.resume()
    consumers.close()
    gc.collect()


@every_broker
def test_a_crew_of_which_a_thread_died_is_replaced(fleet: Fleet, installation: Any) -> None:
    with runtime(fleet, threads=1) as working:
        working.start()
        first = working._present_consumers()
        fleet.until(first.is_whole, "all threads run")
        assert first._worker is not None
        victim = first._worker.consumers["interactive"]
        victim.stop()  # as if it had died by itself
        fleet.until(lambda: working._present_consumers() is not first, "the consumers is replaced")
        fleet.submit("V1", pages=1)
        fleet.results()

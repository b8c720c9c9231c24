"""When a message counts as lost: what is sent again, and above all what is not."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import BrokerUnreachable
from service.paper_set_commands import BundleSource, submit
from workers.maintenance.sweeper import deliver, send_again_what_was_lost


class StillBroker:
    """Says that it holds so many messages."""

    lost_after_seconds = 10.0

    def __init__(self, waiting: int | None) -> None:
        self._waiting = waiting

    def waiting(self, queue: str) -> int:
        if self._waiting is None:
            raise BrokerUnreachable("away")
        return self._waiting


@pytest.fixture
def sent(installation: Any, fakes: Any) -> Any:
    """A installation with four jobs on the queue ``archive``, whose messages were given to the broker."""
    files = tuple((f"{name}.pdf", fakes.fake_file(1, vin=name)) for name in "ABCD")
    submit(installation.services, BundleSource("four", files), queue="archive")
    assert deliver(installation.services, lambda *_: None, None) == 4
    return installation


@pytest.mark.parametrize(
    ("waiting", "seconds", "again"),
    [
        (0, 5, 0),  # on its way
        (0, 11, 4),  # the broker holds nothing: lost
        (4, 10_000, 0),  # an archive that waits its turn, for hours
        (9, 10_000, 0),  # more messages than jobs: some came twice
        (3, 11, 0),  # perhaps a worker has just fetched one
        (3, 121, 4),  # fewer messages than jobs for two minutes: one was lost, nobody knows which
    ],
)
def test_what_is_sent_again(sent: Any, waiting: int, seconds: float, again: int) -> None:
    sent.ahead = seconds
    assert send_again_what_was_lost(sent.services, StillBroker(waiting), "archive", None) == again
    assert send_again_what_was_lost(sent.services, StillBroker(0), "interactive", None) == 0
    with sent.services.repository.read() as tx:
        assert tx.figures.unsent() == again


def test_what_waits_in_the_outbox_is_not_put_there_again(sent: Any) -> None:
    sent.ahead = 11
    for again in (4, 0, 0):
        assert send_again_what_was_lost(sent.services, StillBroker(0), "archive", None) == again


def test_a_command_cares_for_its_own_bundles_only(sent: Any) -> None:
    sent.ahead = 11
    assert send_again_what_was_lost(sent.services, StillBroker(0), "archive", {"another"}) == 0


def test_a_broker_that_is_away_is_told(sent: Any) -> None:
    with pytest.raises(BrokerUnreachable):
        send_again_what_was_lost(sent.services, StillBroker(None), "archive", None)


def test_what_was_sent_before_the_broker_went_away_is_not_sent_twice(installation: Any, fakes: Any) -> None:
    files = tuple((f"{name}.pdf", fakes.fake_file(1, vin=name)) for name in "ABC")
    submit(installation.services, BundleSource("three", files))
    taken: list[str] = []

    def send(job_id: str, _queue: str) -> None:
        if len(taken) == 2:
            raise BrokerUnreachable("gone")
        taken.append(job_id)

    with pytest.raises(BrokerUnreachable):
        deliver(installation.services, send, None)
    rest: list[str] = []
    assert deliver(installation.services, lambda job_id, _: rest.append(job_id), None) == 1
    assert len({*taken, *rest}) == 3


def test_messages_of_other_queues_are_left_to_those_who_serve_them(sent: Any, fakes: Any) -> None:
    submit(sent.services, BundleSource("urgent", (("u.pdf", fakes.fake_file(1, vin="U")),)))
    assert deliver(sent.services, lambda *_: None, None, ("archive",)) == 0
    assert deliver(sent.services, lambda *_: None, None, ("interactive",)) == 1

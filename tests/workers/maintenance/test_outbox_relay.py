from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from domain.errors import BrokerUnreachable
from service.paper_set_commands import BundleSource, submit
from workers.maintenance import outbox_relay as module
from workers.maintenance.outbox_relay import OutboxRelay


class Consumers:
    """Fails so often, then takes everything."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.taken: list[str] = []
        self.tries = 0
        self.is_all_taken = threading.Event()
        self.broker = self

    def breathe(self) -> None:
        """Nothing to keep alive."""

    def send(self, job_id: str, _queue: str) -> None:
        self.tries += 1
        if self._failures:
            raise self._failures.pop(0)
        self.taken.append(job_id)
        self.is_all_taken.set()


@pytest.mark.parametrize("failure", [BrokerUnreachable("away"), ValueError("a fault of ours")])
def test_a_postman_bears_every_failure_and_sends_later(
    installation: Any, fakes: Any, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr(module, "LONGEST_PAUSE", 0.2)
    consumers: Any = Consumers(failure, failure)
    outbox_relay = OutboxRelay(installation.services, lambda: consumers, lambda: None, ("interactive",))
    outbox_relay.start()
    submit(installation.services, BundleSource("x", (("a.pdf", fakes.fake_file(1)),)))
    assert consumers.is_all_taken.wait(20)
    outbox_relay.stop(5)
    assert consumers.tries == 3 and len(consumers.taken) == 1
    assert installation.services.outage.lasting(0) is None


def test_what_is_due_is_sent_as_soon_as_the_bell_rings(installation: Any, fakes: Any) -> None:
    consumers: Any = Consumers()
    patient = installation.services.settings.__class__(sweep_seconds=30.0)
    object.__setattr__(installation.services, "settings", patient)
    outbox_relay = OutboxRelay(installation.services, lambda: consumers, lambda: None, ("interactive",))
    outbox_relay.start()
    time.sleep(0.2)
    began = time.monotonic()
    submit(installation.services, BundleSource("x", (("a.pdf", fakes.fake_file(1)),)))
    assert consumers.is_all_taken.wait(20)
    assert time.monotonic() - began < 10
    outbox_relay.stop(5)

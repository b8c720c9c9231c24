"""Whether the parts that the service stands on can be reached now: database, objects, broker."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping

import msgspec

from domain.errors import TongguanError
from workers.operator_log import log_event
from workers.services import Services

PATIENCE_SECONDS = 4.0
"""a part that has not answered by then is told as not there, while the question stays open"""
FRESH_SECONDS = 1.0


class PartState(msgspec.Struct, frozen=True):
    """One part: whether it answers, and if not, why."""

    name: str
    is_ready: bool
    reason: str = ""


class Readiness:
    """Asks every part, each in a thread of its own so that none waits for another. Safe to use from many threads."""

    def __init__(self, services: Services) -> None:
        self._lock = threading.Lock()
        self._probes: Mapping[str, _Probe] = {
            "database": _Probe(services.repository.check),
            "objects": _Probe(services.objects.check),
            "broker": _Probe(lambda: _check_broker(services.broker_url)),
        }
        self._found: tuple[PartState, ...] = ()
        self._good_until = 0.0

    def states(self) -> tuple[PartState, ...]:
        """All parts, at most about a second ago."""
        with self._lock:
            if not self._found or time.monotonic() >= self._good_until:
                for probe in self._probes.values():
                    probe.ask()
                deadline = time.monotonic() + PATIENCE_SECONDS
                before, self._found = (
                    self._found,
                    tuple(_state(name, probe.answer(deadline)) for name, probe in self._probes.items()),
                )
                _tell_changes(before, self._found)
                self._good_until = time.monotonic() + FRESH_SECONDS
            return self._found


def _state(name: str, reason: str) -> PartState:
    return PartState(name, not reason, reason)


def _tell_changes(before: tuple[PartState, ...], after: tuple[PartState, ...]) -> None:
    was_ready = {state.name: state.is_ready for state in before}
    for state in after:
        if state.is_ready != was_ready.get(state.name, True):
            level = logging.INFO if state.is_ready else logging.ERROR
            log_event(
                "part_ready" if state.is_ready else "part_not_ready",
                level,
                part=state.name,
                reason=state.reason,
            )


def _check_broker(url: str) -> None:
    from workers.brokers.opening import open_broker

    broker = open_broker(url)
    try:
        broker.check()
    finally:
        broker.close()


class _Probe:
    """One question at a time: a part that hangs is not asked again until it has answered."""

    def __init__(self, check: Callable[[], object]) -> None:
        self._check = check
        self._thread: threading.Thread | None = None
        self._reason = ""

    def ask(self) -> None:
        """Begin to ask, unless the last question is still open."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="readiness", daemon=True)
            self._thread.start()

    def answer(self, deadline: float) -> str:
        """Why the part is not ready; empty when it is."""
        assert self._thread is not None
        self._thread.join(max(0.0, deadline - time.monotonic()))
        if self._thread.is_alive():
            return f"did not answer within {PATIENCE_SECONDS:g} s"
        return self._reason

    def _run(self) -> None:
        try:
            self._check()
            self._reason = ""
        except TongguanError as error:
            self._reason = str(error)
        except Exception as error:  # whatever it is, the part is not ready
            self._reason = f"{type(error).__name__}: {error}"

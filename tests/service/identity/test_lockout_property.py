"""Whatever right and wrong passwords, resets and hours come in whatever order: the lock holds and lets in again."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.access import OrganisationKind, Role
from domain.errors import TooMuch, Unauthenticated
from service import identity_commands as identity
from service.identity.lockout import FREE_ATTEMPTS, lock_seconds

RIGHT, WRONG = "correct horse battery", "wrong horse battery"
LOGINS = st.sampled_from(["anna", "nobody"])
"""one that is there and one that is not"""


class Guessing(RuleBasedStateMachine):
    """What log-in should do, as plainly as it can be said, beside what it does."""

    def __init__(self, fakes: Any, template: Path) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = 1_800_000_000.0
        services = fakes.Installation(Path(self.folder.name), template=template).services
        self.installation = replace(services, clock=lambda: dt.datetime.fromtimestamp(self.now, dt.UTC))
        self.failures = {"anna": 0, "nobody": 0}
        self.locked_until = {"anna": 0.0, "nobody": 0.0}
        self.password = RIGHT
        self.sessions: list[str] = []
        self.address = 0

    @initialize()
    def begin(self) -> None:
        organisation = identity.create_organisation(
            self.installation, identity.CONSOLE, name="某某", kind=OrganisationKind.EXPORTER
        )
        view, self.password = identity.create_user(
            self.installation,
            identity.CONSOLE,
            organisation_id=organisation.id,
            login="anna",
            name="安娜",
            role=Role.EXPORTER,
        )
        self.user_id = view.id

    @rule(login=LOGINS, is_right=st.booleans())
    def try_to_log_in(self, login: str, is_right: bool) -> None:
        self.address += 1  # every guess from elsewhere: the limit of an address is tested apart
        password = self.password if is_right else WRONG
        is_locked = self.locked_until[login] > self.now
        opens = is_right and login == "anna" and not is_locked
        try:
            found = identity.log_in(
                self.installation, login, password, address=f"192.0.2.{self.address}", agent=""
            )
        except TooMuch as error:
            assert is_locked
            assert error.retry_after == pytest.approx(self.locked_until[login] - self.now)
            return
        except Unauthenticated:
            assert not opens and not is_locked
            self.failures[login] += 1
            self.locked_until[login] = self.now + lock_seconds(self.failures[login])
            return
        assert opens
        self.failures[login] = 0
        self.sessions.append(found.session_token)

    @rule(minutes=st.sampled_from([1, 14, 16, 31, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * 60
        self.sessions.clear()

    @rule(login=st.just("anna"))
    def guess_many(self, login: str) -> None:
        for _ in range(FREE_ATTEMPTS):
            self.try_to_log_in(login, False)

    @rule()
    def reset(self) -> None:
        self.password = identity.reset_password(self.installation, identity.CONSOLE, self.user_id)
        self.failures["anna"], self.locked_until["anna"] = 0, 0.0
        for token in self.sessions:
            with pytest.raises(Unauthenticated):
                identity.who_is(self.installation, token)
        self.sessions.clear()

    @invariant()
    def sessions_that_nobody_ended_are_known(self) -> None:
        for token in self.sessions:
            assert identity.who_is(self.installation, token).principal.name == "安娜"

    def teardown(self) -> None:
        assert identity.check_chain(self.installation) is None
        self.installation.repository.close()
        self.folder.cleanup()


def test_guessing(fakes: Any, template: Path, cheap: None) -> None:
    machine: Any = partial(Guessing, fakes, template)  # hypothesis calls it like the class
    run_state_machine_as_test(
        machine, settings=settings(max_examples=10, stateful_step_count=20, deadline=None)
    )

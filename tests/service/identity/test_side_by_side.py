"""Everything at once on a few people: nobody waits in a circle, nothing fails, the chain holds."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from domain.access import OrganisationKind, Permission, Principal, Role
from domain.errors import Conflict, NotFound, TooMuch, Unauthenticated
from domain.people import StoredAnswer
from service import identity_commands as identity
from service.identity import limits

EXPECTED = (Conflict, NotFound, TooMuch, Unauthenticated)
"""what anybody may be told when others are quicker"""


def test_everything_at_once(door: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "KEPT_SECONDS", 0.05)  # counters are forgotten all the time
    people = [door.principal(door.organisation()) for _ in range(3)]
    office = door.organisation(OrganisationKind.OFFICE)
    people += [door.principal(office, Role.ADMINISTRATOR) for _ in range(2)]
    logins = [identity.user(door.services, door.admin, person.id).login for person in people]
    tokens: list[str] = []

    def attempt(seed: int) -> None:
        dice = random.Random(seed)
        with contextlib.suppress(*EXPECTED):
            dice.choice(WAYS)(door, dice, people, logins, tokens)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(attempt, range(200)))
    assert identity.check_chain(door.services) is None


def _enter(door: Any, dice: random.Random, _: Any, logins: list[str], tokens: list[str]) -> None:
    address = f"192.0.2.{dice.randrange(3)}"
    tokens.append(door.log_in(dice.choice([*logins, "nobody"]), address=address).session_token)


def _enter_wrongly(door: Any, dice: random.Random, _: Any, logins: list[str], __: Any) -> None:
    door.log_in(dice.choice([*logins, "nobody"]), "wrong", address=f"192.0.2.{dice.randrange(3)}")


def _leave(door: Any, dice: random.Random, _: Any, __: Any, tokens: list[str]) -> None:
    if tokens:
        identity.log_out(door.services, dice.choice(tokens))


def _leave_everywhere(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    identity.log_out_everywhere(door.services, dice.choice(people))


def _shut_out(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    identity.update_user(door.services, door.admin, dice.choice(people).id, is_active=dice.random() < 0.7)


def _shut(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    organisation_id = dice.choice(people).organisation_id
    identity.update_organisation(door.services, door.admin, organisation_id, is_active=dice.random() < 0.7)


def _reset(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    person = dice.choice(people)
    initial = identity.reset_password(door.services, door.admin, person.id)
    identity.change_password(door.services, person, initial, "correct horse battery")


def _key(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    view, secret = identity.create_key(door.services, people[0], name="ERP", scopes=[Permission.READ_OWN])
    identity.who_has_key(door.services, secret)
    identity.revoke_key(door.services, people[0], view.id)


def _repeat(door: Any, dice: random.Random, people: list[Principal], *_: Any) -> None:
    key, request_hash = str(dice.randrange(3)), "a" * 64
    if identity.recall(door.services, people[0], key, request_hash) is None:
        identity.remember(door.services, people[0], key, request_hash, StoredAnswer(200, {}, b""))


def _count(door: Any, dice: random.Random, *_: Any) -> None:
    identity.throttle(door.services, f"bucket{dice.randrange(3)}", limit=5, seconds=0.02)


WAYS: tuple[Callable[..., None], ...] = (
    _enter, _enter, _enter_wrongly, _leave, _leave_everywhere, _shut_out, _shut, _reset, _key, _repeat, _count,
)  # fmt: skip

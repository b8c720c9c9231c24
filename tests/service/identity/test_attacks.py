"""What somebody tries who wants in without being let in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from domain.access import OrganisationKind, Permission, Role
from domain.errors import Conflict, TooMuch, Unauthenticated
from domain.people import AuditOutcome
from service import identity_commands as identity
from service.identity import entry, passwords, people
from service.identity.lockout import FREE_ATTEMPTS
from service.identity.tokens import fingerprint

PASSWORD = "correct horse battery"


def session_is_dead(door: Any, token: str) -> bool:
    try:
        identity.who_is(door.services, token)
    except Unauthenticated:
        return True
    return False


def test_a_token_that_was_copied_is_worth_nothing_after_log_out(door: Any) -> None:
    token = door.log_in().session_token
    identity.log_out(door.services, token)
    assert session_is_dead(door, token)
    identity.log_out(door.services, token)
    assert session_is_dead(door, token)


@pytest.mark.parametrize(
    "forge",
    [
        lambda token, csrf: "",
        lambda token, csrf: csrf,
        lambda token, csrf: fingerprint(token),
        lambda token, csrf: token[:-1],
        lambda token, csrf: token + "a",
        lambda token, csrf: token.swapcase(),
        lambda token, csrf: ("B" if token[0] == "A" else "A") + token[1:],
        lambda token, csrf: token + "\x00",
        lambda token, csrf: " " + token,
        lambda token, csrf: "%",
        lambda token, csrf: "\ud800",
        lambda token, csrf: "a" * 1_000_000,
    ],
    ids=range(12),
)
def test_a_token_that_we_did_not_give_is_nobodys(door: Any, forge: Callable[[str, str], str]) -> None:
    logged_in = door.log_in()
    assert session_is_dead(door, forge(logged_in.session_token, logged_in.csrf_token))
    assert not session_is_dead(door, logged_in.session_token)


def test_who_has_read_the_database_cannot_come_in_with_it(door: Any) -> None:
    logged_in = door.log_in()
    _, secret = identity.create_key(door.services, door.admin, name="x", scopes=[Permission.READ_ALL])
    with door.repository.read() as tx:
        session = tx.sessions.get(fingerprint(logged_in.session_token))
        key = tx.api_keys.newest(None, 1)[0].key
        member = tx.users.with_login("root")
    assert session_is_dead(door, session.token_hash)
    for stolen in (key.secret_hash, "tgk_" + key.secret_hash):
        with pytest.raises(Unauthenticated):
            identity.who_has_key(door.services, stolen)
    with pytest.raises(Unauthenticated):
        door.log_in("root", member.user.password_hash)
    kept = repr((session, key, member))
    assert not any(told in kept for told in (logged_in.session_token, logged_in.csrf_token, secret, PASSWORD))


def test_what_opens_one_door_opens_no_other(door: Any) -> None:
    """A key is no session, a session no key, a CSRF token neither."""
    logged_in = door.log_in()
    _, secret = identity.create_key(door.services, door.admin, name="x", scopes=[Permission.READ_ALL])
    assert session_is_dead(door, secret)
    for other in (logged_in.session_token, logged_in.csrf_token, "tgk_" + logged_in.session_token):
        with pytest.raises(Unauthenticated):
            identity.who_has_key(door.services, other)


def test_a_session_cannot_be_chosen_or_kept_over_a_log_in(door: Any) -> None:
    """Fixation: whatever token the browser had before, another one is given, and the one before stays what it was."""
    user = door.user(door.organisation())
    planted = door.log_in(user.login).session_token
    identity.log_out(door.services, planted)
    victim = door.log_in("root")
    assert victim.session_token != planted and session_is_dead(door, planted)
    assert len({door.log_in().session_token for _ in range(5)} | {victim.session_token}) == 6


def test_the_csrf_token_of_one_session_is_worth_nothing_in_another(door: Any) -> None:
    mine, other = door.log_in(), door.log_in()
    session = identity.who_is(door.services, mine.session_token)
    assert identity.is_csrf(session, mine.csrf_token)
    assert not identity.is_csrf(session, other.csrf_token)
    assert not identity.is_csrf(session, session.csrf_hash)


@pytest.mark.parametrize("login", ["root", "nobody"])
def test_many_guesses_at_the_same_moment_are_counted_one_by_one(
    door: Any, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that is looked at before and closed after the password would let a whole volley through."""
    looked: list[str] = []
    real = entry._is_right

    def watched(member: Any, password: str) -> bool:
        looked.append(password)
        return real(member, password)

    monkeypatch.setattr(entry, "_is_right", watched)

    def guess(number: int) -> type[Exception] | None:
        try:
            door.log_in(login, f"guess number {number}", address=f"192.0.2.{number}")
        except (Unauthenticated, TooMuch) as error:
            return type(error)
        return None

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(guess, range(32)))
    assert told.count(Unauthenticated) == len(looked) == FREE_ATTEMPTS
    assert told.count(TooMuch) == 32 - FREE_ATTEMPTS


def test_an_address_cannot_outrun_its_limit_with_many_connections(door: Any) -> None:
    def guess(number: int) -> type[Exception] | None:
        try:
            door.log_in(f"login{number}", "wrong", address="192.0.2.1")
        except (Unauthenticated, TooMuch) as error:
            return type(error)
        return None

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(guess, range(entry.FAILURES_AN_ADDRESS + 10)))
    assert told.count(Unauthenticated) == entry.FAILURES_AN_ADDRESS


def test_a_flood_of_log_ins_is_sent_away_without_locking_anybody_out(
    sqlite_door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_waiting", threading.BoundedSemaphore(1))
    with passwords.queue():
        for _ in range(FREE_ATTEMPTS + 1):
            with pytest.raises(TooMuch) as caught:
                sqlite_door.log_in()
            assert caught.value.retry_after == 2.0
    sqlite_door.log_in()
    sqlite_door.log_in()


@pytest.mark.parametrize("what", ["shut out", "shut organisation", "new password"])
def test_who_is_thrown_out_while_the_password_is_looked_at_does_not_get_in(
    door: Any, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = door.user(door.organisation())
    throw_out: dict[str, Callable[[], object]] = {
        "shut out": lambda: identity.update_user(door.services, door.admin, user.id, is_active=False),
        "shut organisation": lambda: identity.update_organisation(
            door.services, door.admin, user.organisation_id, is_active=False
        ),
        "new password": lambda: identity.reset_password(door.services, door.admin, user.id),
    }

    def slow(member: Any, password: str) -> bool:
        throw_out[what]()
        return True

    monkeypatch.setattr(entry, "_is_right", slow)
    with pytest.raises(Unauthenticated):
        door.log_in(user.login)
    with door.repository.write() as tx:
        assert tx.sessions.end_of([user.id]) == 0


def test_of_two_that_change_a_password_at_once_one_is_told(
    door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = passwords.hash_password

    def beaten(password: str) -> str:
        monkeypatch.setattr(people, "hash_password", real)
        identity.change_password(door.services, door.admin, PASSWORD, "the first one wins")
        return real(password)

    monkeypatch.setattr(people, "hash_password", beaten)
    with pytest.raises(Conflict):
        identity.change_password(door.services, door.admin, PASSWORD, "the second one loses")
    door.log_in(password="the first one wins")


def test_a_reset_during_a_change_wins(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    user = door.principal(door.organisation())
    real = passwords.hash_password

    def beaten(password: str) -> str:
        monkeypatch.setattr(people, "hash_password", real)
        identity.reset_password(door.services, door.admin, user.id)
        return real(password)

    monkeypatch.setattr(people, "hash_password", beaten)
    with pytest.raises(Conflict):
        identity.change_password(door.services, user, PASSWORD, "what the thief wants")
    assert identity.user(door.services, door.admin, user.id).must_change_password


def test_log_ins_while_the_person_is_shut_out_leave_no_session_behind(door: Any) -> None:
    user = door.user(door.organisation())
    tokens: list[str] = []

    def enter(_: int) -> None:
        with suppress(Unauthenticated, TooMuch):
            tokens.append(door.log_in(user.login).session_token)

    with ThreadPoolExecutor(5) as pool:
        entering = [pool.submit(enter, number) for number in range(6)]
        pool.submit(identity.update_user, door.services, door.admin, user.id, is_active=False).result()
        for future in entering:
            future.result()
    assert all(session_is_dead(door, token) for token in tokens)
    identity.update_user(door.services, door.admin, user.id, is_active=True)
    assert all(session_is_dead(door, token) for token in tokens)


def test_one_who_becomes_less_keeps_nothing(door: Any) -> None:
    office = door.organisation(OrganisationKind.OFFICE)
    user = door.user(office, Role.ADMINISTRATOR)
    token = door.log_in(user.login).session_token
    identity.update_user(door.services, door.admin, user.id, role=Role.CLERK)
    principal = identity.who_is(door.services, token).principal
    assert not principal.may(Permission.MANAGE_PEOPLE)


def test_failed_log_ins_can_be_counted_in_the_audit_log(door: Any) -> None:
    for _ in range(FREE_ATTEMPTS + 3):
        with suppress(Unauthenticated, TooMuch):
            door.log_in("root", "wrong")
    lines = identity.audit(door.services, door.admin, outcome=AuditOutcome.FAILED).items
    assert [line.detail for line in lines][:2] == ["locked out", f"attempt {FREE_ATTEMPTS - 1}"]
    assert len(lines) == FREE_ATTEMPTS

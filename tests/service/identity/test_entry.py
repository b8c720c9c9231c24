"""Log-in, sessions, log-out."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import OrganisationKind, Role
from domain.errors import StorageError, TooMuch, Unauthenticated
from service import identity_commands as identity
from service.identity import entry, passwords
from service.identity.lockout import FREE_ATTEMPTS, lock_seconds

HOUR = 3600.0


@pytest.mark.parametrize("login", ["root", "ROOT", "  Root ", "ｒｏｏｔ"])
def test_a_login_is_known_in_any_case_and_width(door: Any, login: str) -> None:
    assert door.log_in(login).principal == door.admin


def test_a_session_is_known_by_its_token_alone(door: Any) -> None:
    logged_in = door.log_in()
    session = identity.who_is(door.services, logged_in.session_token)
    assert session.principal == door.admin
    assert identity.is_csrf(session, logged_in.csrf_token)
    assert not identity.is_csrf(session, logged_in.session_token)
    assert not identity.is_csrf(session, "")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("root", "wrong wrong wrong"),
        ("nobody", "correct horse battery"),
        ("root", ""),
        ("", ""),
        ("root\x00", "x"),
        ("\ud800", "\ud800"),
        ("r" * 5000, "p" * 5000),
        ("' OR 1=1 --", "x"),
    ],
)
def test_what_is_wrong_is_not_told(door: Any, login: str, password: str) -> None:
    with pytest.raises(Unauthenticated) as caught:
        door.log_in(login, password)
    assert str(caught.value) == "login or password is wrong"


def test_unknown_logins_cost_a_hash_too(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(entry, "hash_password", hashed.append)
    with pytest.raises(Unauthenticated):
        door.log_in("nobody", "some password")
    assert hashed == ["some password"]


def test_a_session_is_over_when_nobody_uses_it(door: Any) -> None:
    token = door.log_in().session_token
    door.ahead = entry.IDLE_SECONDS - 1
    identity.who_is(door.services, token)
    door.ahead += entry.IDLE_SECONDS - 1
    identity.who_is(door.services, token)
    door.ahead += entry.IDLE_SECONDS + 1
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)


def test_a_session_is_over_after_a_week_of_use(sqlite_door: Any) -> None:
    token = sqlite_door.log_in().session_token
    for hours in range(0, 7 * 24, 6):
        sqlite_door.ahead = hours * HOUR
        identity.who_is(sqlite_door.services, token)
    sqlite_door.ahead = 7 * 24 * HOUR + 1
    with pytest.raises(Unauthenticated):
        identity.who_is(sqlite_door.services, token)


def test_a_browser_is_told_to_carry_the_token_for_as_long_as_use_can_keep_it(sqlite_door: Any) -> None:
    logged_in = sqlite_door.log_in()
    assert (logged_in.ends_at - logged_in.expires_at).total_seconds() == 7 * 24 * HOUR - entry.IDLE_SECONDS


def test_use_is_written_down_once_a_minute(sqlite_door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sqlite_door.log_in().session_token
    touched: list[float] = []
    monkeypatch.setattr(entry, "_touch", lambda services, row, now: touched.append(now))
    for seconds in (0, 30, 59):
        sqlite_door.ahead = seconds
        identity.who_is(sqlite_door.services, token)
    assert touched == []
    sqlite_door.ahead = 61
    identity.who_is(sqlite_door.services, token)
    assert len(touched) == 1


def test_a_disk_that_is_full_keeps_nobody_out_who_is_in(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    token = door.log_in().session_token
    door.ahead = 120.0

    def full() -> Any:
        raise StorageError("the disk is full")

    monkeypatch.setattr(door.repository, "write", full)
    assert identity.who_is(door.services, token).principal == door.admin


def test_who_logs_in_clears_sessions_that_are_over(door: Any) -> None:
    door.log_in()
    door.ahead = entry.IDLE_SECONDS + 1
    token = door.log_in().session_token
    with door.repository.write() as tx:
        assert tx.sessions.end_of([door.admin.id]) == 1
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)


def test_going_out_ends_this_session_and_going_out_everywhere_all(door: Any) -> None:
    first, second, third = (door.log_in().session_token for _ in range(3))
    identity.log_out(door.services, first)
    identity.log_out(door.services, first)
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, first)
    identity.who_is(door.services, second)
    identity.log_out_everywhere(door.services, door.admin)
    for token in (second, third):
        with pytest.raises(Unauthenticated):
            identity.who_is(door.services, token)


def test_a_password_made_at_another_cost_is_hashed_anew(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stored() -> str:
        with door.repository.read() as tx:
            return str(tx.users.with_login("root").user.password_hash)

    before = stored()
    door.log_in()
    assert stored() == before
    monkeypatch.setattr(passwords, "COST", passwords.Cost(time=2, memory_kib=16, lanes=1))
    door.log_in()
    assert "m=16,t=2,p=1" in stored()
    door.log_in()


def test_lock_out_begins_with_the_eighth_failure_and_doubles_to_a_day() -> None:
    assert [lock_seconds(n) for n in range(1, FREE_ATTEMPTS)] == [0.0] * (FREE_ATTEMPTS - 1)
    minutes = [lock_seconds(n) / 60 for n in range(FREE_ATTEMPTS, FREE_ATTEMPTS + 9)]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert lock_seconds(10**9) == 24 * HOUR


@pytest.mark.parametrize("login", ["root", "nobody"])
def test_a_login_is_locked_out_whether_it_is_there_or_not(door: Any, login: str) -> None:
    """Else the lock-out would tell which logins are there."""
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(Unauthenticated):
            door.log_in(login, "wrong")
    with pytest.raises(TooMuch) as caught:
        door.log_in(login, "wrong")
    assert caught.value.retry_after == pytest.approx(15 * 60, abs=5)
    door.ahead = 15 * 60 + 1
    with pytest.raises(Unauthenticated):
        door.log_in(login, "wrong")
    with pytest.raises(TooMuch) as caught:
        door.log_in(login, "wrong")
    assert caught.value.retry_after == pytest.approx(30 * 60, abs=5)


def test_a_locked_out_person_is_kept_out_with_the_right_password_and_let_in_afterwards(door: Any) -> None:
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(Unauthenticated):
            door.log_in("root", "wrong")
    with pytest.raises(TooMuch):
        door.log_in("root")
    door.ahead = 15 * 60 + 1
    door.log_in("root")
    with pytest.raises(Unauthenticated):
        door.log_in("root", "wrong")


def test_a_good_log_in_clears_the_count(door: Any) -> None:
    for _ in range(3):
        for _ in range(FREE_ATTEMPTS - 1):
            with pytest.raises(Unauthenticated):
                door.log_in("root", "wrong", address="")
        door.log_in("root", address="")


def test_an_address_that_tries_many_logins_is_stopped(door: Any) -> None:
    for number in range(entry.FAILURES_AN_ADDRESS):
        with pytest.raises(Unauthenticated):
            door.log_in(f"login{number}", "wrong", address="198.51.100.7")
    with pytest.raises(TooMuch) as caught:
        door.log_in("root", address="198.51.100.7")
    assert 0 < (caught.value.retry_after or 0) <= entry.ADDRESS_SECONDS
    door.log_in("root", address="198.51.100.8")
    door.ahead = entry.ADDRESS_SECONDS + 1
    door.log_in("root", address="198.51.100.7")


def test_good_log_ins_do_not_use_up_the_address(sqlite_door: Any) -> None:
    for _ in range(entry.FAILURES_AN_ADDRESS + 5):
        sqlite_door.log_in("root", address="198.51.100.7")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_neighbours_in_one_ipv6_network_are_one_address(address: str, network: str) -> None:
    assert entry.network_of(address) == network


def test_people_of_a_shut_organisation_come_in_no_more(door: Any) -> None:
    organisation_id = door.organisation()
    user = door.user(organisation_id)
    token = door.log_in(user.login).session_token
    identity.update_organisation(door.services, door.admin, organisation_id, is_active=False)
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)
    with pytest.raises(Unauthenticated):
        door.log_in(user.login)
    identity.update_organisation(door.services, door.admin, organisation_id, is_active=True)
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)
    door.log_in(user.login)


def test_a_role_that_was_changed_holds_from_the_next_request_on(door: Any) -> None:
    office = door.organisation(OrganisationKind.OFFICE)
    user = door.user(office, Role.SUPERVISOR)
    token = door.log_in(user.login).session_token
    identity.update_user(door.services, door.admin, user.id, role=Role.AUDITOR)
    assert identity.who_is(door.services, token).principal.role is Role.AUDITOR

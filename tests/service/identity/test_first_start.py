"""The first start makes one administrator, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.access import Role
from domain.errors import Conflict, TongguanError, Unauthenticated, UsageError
from service import identity_commands as identity

GOOD: dict[str, Any] = {
    "login": "root",
    "name": "Root",
    "password": "correct horse battery",
    "office_name": "商务厅",
}


def begun(door: Any) -> str:
    """The token that the start of this installation prints."""
    token = identity.first_token(door.services)
    assert token is not None
    return token


def test_the_token_makes_an_administrator_who_may_log_in(empty_door: Any) -> None:
    token = begun(empty_door)
    principal = identity.found(empty_door.services, token, **GOOD)
    assert principal.role is Role.ADMINISTRATOR
    logged_in = empty_door.log_in()
    assert logged_in.principal == principal and not logged_in.must_change_password


def test_there_is_no_token_once_there_is_somebody(door: Any) -> None:
    assert identity.first_token(door.services) is None


def test_a_token_is_good_once(door: Any) -> None:
    with pytest.raises(Conflict):
        identity.found(door.services, "whatever", **GOOD)


def test_a_newer_start_replaces_the_token(empty_door: Any) -> None:
    old = begun(empty_door)
    new = begun(empty_door)
    with pytest.raises(Unauthenticated):
        identity.found(empty_door.services, old, **GOOD)
    identity.found(empty_door.services, new, **GOOD)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "a" * 10_000])
def test_a_wrong_token_makes_nobody(empty_door: Any, token: str) -> None:
    identity.first_token(empty_door.services)
    with pytest.raises(Unauthenticated):
        identity.found(empty_door.services, token, **GOOD)


def test_without_a_start_no_token_is_right(empty_door: Any) -> None:
    with pytest.raises(Unauthenticated):
        identity.found(empty_door.services, "", **GOOD)


@pytest.mark.parametrize(
    "wrong",
    [{"login": "x"}, {"login": "a b"}, {"name": " "}, {"password": "short"}, {"office_name": "a\nb"}],
)
def test_a_slip_leaves_the_token_good(empty_door: Any, wrong: dict[str, Any]) -> None:
    token = begun(empty_door)
    with pytest.raises(UsageError):
        identity.found(empty_door.services, token, **(GOOD | wrong))
    identity.found(empty_door.services, token, **GOOD)


def test_of_many_at_once_one_becomes_administrator(empty_door: Any) -> None:
    token = begun(empty_door)

    def attempt(number: int) -> bool:
        try:
            identity.found(empty_door.services, token, **(GOOD | {"login": f"root{number}"}))
        except (Conflict, Unauthenticated):
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1


def test_errors_speak_both_languages(empty_door: Any) -> None:
    with pytest.raises(TongguanError) as caught:
        identity.found(empty_door.services, "x", **GOOD)
    assert caught.value.told.zh != caught.value.told.en

"""Limits and repeated requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.errors import Conflict, TooMuch, UsageError
from domain.people import StoredAnswer
from service import identity_commands as identity
from service.identity import idempotency, limits

ANSWER = StoredAnswer(201, {"location": "/api/v1/bundles/某"}, b"\x00\xff body")
HASH, OTHER_HASH = "a" * 64, "b" * 64


def test_so_many_in_a_window_and_no_more(door: Any) -> None:
    for _ in range(3):
        identity.throttle(door.services, "b", limit=3, seconds=10)
    with pytest.raises(TooMuch) as caught:
        identity.throttle(door.services, "b", limit=3, seconds=10)
    assert 0 < (caught.value.retry_after or 0) <= 10
    identity.throttle(door.services, "other", limit=3, seconds=10)
    door.ahead = 11
    identity.throttle(door.services, "b", limit=3, seconds=10)


def test_of_many_at_once_so_many_pass(door: Any) -> None:
    def attempt(_: int) -> bool:
        try:
            identity.throttle(door.services, "b", limit=5, seconds=60)
        except TooMuch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 5


@pytest.mark.parametrize("bucket", ["", "\x00", "\ud800", "x" * 1000, "某"])
def test_a_bucket_may_have_any_name(door: Any, bucket: str) -> None:
    identity.throttle(door.services, bucket, limit=1, seconds=60)
    with pytest.raises(TooMuch):
        identity.throttle(door.services, bucket, limit=1, seconds=60)


def test_old_counters_are_forgotten(door: Any) -> None:
    identity.throttle(door.services, "old", limit=1, seconds=60)
    door.ahead = limits.KEPT_SECONDS + 1
    identity.throttle(door.services, "new", limit=1, seconds=60)
    with door.repository.write() as tx:
        assert tx.throttles.locked("old").count == 0


def test_a_request_that_comes_again_is_answered_the_same(door: Any) -> None:
    assert identity.recall(door.services, door.admin, "k", HASH) is None
    identity.remember(door.services, door.admin, "k", HASH, ANSWER)
    assert identity.recall(door.services, door.admin, "k", HASH) == ANSWER


def test_a_key_is_for_one_request(door: Any) -> None:
    identity.recall(door.services, door.admin, "k", HASH)
    with pytest.raises(Conflict, match="another request"):
        identity.recall(door.services, door.admin, "k", OTHER_HASH)
    identity.remember(door.services, door.admin, "k", HASH, ANSWER)
    with pytest.raises(Conflict, match="another request"):
        identity.recall(door.services, door.admin, "k", OTHER_HASH)


def test_a_key_is_for_one_asker(door: Any) -> None:
    other = door.principal(door.organisation())
    identity.recall(door.services, door.admin, "k", HASH)
    identity.remember(door.services, door.admin, "k", HASH, ANSWER)
    assert identity.recall(door.services, other, "k", HASH) is None


def test_a_request_under_way_is_not_begun_again_until_it_must_be_lost(door: Any) -> None:
    identity.recall(door.services, door.admin, "k", HASH)
    with pytest.raises(Conflict, match="under way"):
        identity.recall(door.services, door.admin, "k", HASH)
    door.ahead = idempotency.UNDER_WAY_SECONDS + 1
    assert identity.recall(door.services, door.admin, "k", HASH) is None
    with pytest.raises(Conflict, match="under way"):
        identity.recall(door.services, door.admin, "k", HASH)


def test_a_request_that_failed_may_be_tried_again(door: Any) -> None:
    identity.recall(door.services, door.admin, "k", HASH)
    identity.forget(door.services, door.admin, "k", HASH)
    assert identity.recall(door.services, door.admin, "k", OTHER_HASH) is None


def test_what_was_answered_is_not_forgotten_by_a_late_failure(door: Any) -> None:
    identity.recall(door.services, door.admin, "k", HASH)
    identity.remember(door.services, door.admin, "k", HASH, ANSWER)
    identity.forget(door.services, door.admin, "k", HASH)
    assert identity.recall(door.services, door.admin, "k", HASH) == ANSWER


def test_answers_are_kept_for_a_day(door: Any) -> None:
    identity.recall(door.services, door.admin, "k", HASH)
    identity.remember(door.services, door.admin, "k", HASH, ANSWER)
    door.ahead = idempotency.KEPT_SECONDS + 1
    assert identity.recall(door.services, door.admin, "k", OTHER_HASH) is None


def test_of_the_same_request_many_times_at_once_one_is_done(door: Any) -> None:
    def attempt(_: int) -> bool:
        try:
            return identity.recall(door.services, door.admin, "k", HASH) is None
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "\x00", "某", "\ud800", "x" * 201])
def test_a_key_is_visible_ascii(sqlite_door: Any, key: str) -> None:
    with pytest.raises(UsageError):
        identity.recall(sqlite_door.services, sqlite_door.admin, key, HASH)

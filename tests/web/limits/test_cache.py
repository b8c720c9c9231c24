from __future__ import annotations

from web.limits.cache import Kept


def test_what_is_kept_is_made_once_and_the_latest_stays_longest() -> None:
    kept, made = Kept(1_000), list[str]()

    def get(key: str, size: int = 100) -> bytes:
        def make() -> bytes:
            made.append(key)
            return key.encode() * size

        return kept.get_or_make(key, make)

    for key in ("a", "b", "a", *"cdefghijk", "a", "b"):
        assert get(key) == key.encode() * 100
    assert made == [*"abcdefghijk", "b"]
    assert kept._bytes == sum(map(len, kept._kept.values())) <= 1_000


def test_what_needs_more_than_a_quarter_of_the_room_is_not_kept() -> None:
    kept, calls = Kept(1_000), list[int]()
    for _ in range(2):
        kept.get_or_make("a", lambda: calls.append(1) or b"a" * 251)  # type: ignore[func-returns-value]
    assert len(calls) == 2 and not kept._kept

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from storage.objects.memory import MemoryStore
from workers.stored import cache as module
from workers.stored.cache import StoredCache
from workers.stored.values import keep


class CountedStore(MemoryStore):
    """Knows how often each object was fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.gets: Counter[str] = Counter()

    def get(self, key: str) -> bytes:
        self.gets[key] += 1
        return super().get(key)


def test_a_value_is_fetched_once() -> None:
    store = CountedStore()
    key, facts = keep(store, "value"), StoredCache(store)
    assert [facts.get(key, str) for _ in range(3)] == ["value"] * 3
    assert store.gets[key] == 1


def test_values_are_kept_up_to_so_many_bytes_the_latest_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10_000)
    store = CountedStore()
    keys = [keep(store, f"{number}" * 1_000) for number in range(10)]
    facts = StoredCache(store)
    for key in (*keys, keys[9], keys[0]):
        facts.get(key, str)
    assert store.gets[keys[9]] == 1 and store.gets[keys[0]] == 2
    assert 0 < facts._bytes <= 10_000 and facts._bytes == sum(size for _, size in facts._kept.values())


def test_a_large_value_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    store: Any = CountedStore()
    key, facts = keep(store, "a" * (module.LARGEST_BYTES + 1)), StoredCache(store)
    assert facts.get(key, str) == facts.get(key, str)
    assert store.gets[key] == 2 and not facts._kept

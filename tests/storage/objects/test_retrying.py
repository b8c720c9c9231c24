"""One slip is bridged, a lasting outage is told, and what is not there is not waited for."""

from __future__ import annotations

import time

import pytest

from domain.errors import ObjectNotFound, StorageError
from storage.objects.memory import MemoryStore
from storage.objects.retrying import PatientObjects


class Stumbling(MemoryStore):
    def __init__(self, slips: int) -> None:
        super().__init__()
        self.slips = slips

    def put(self, content: bytes) -> str:
        self.slips -= 1
        if self.slips >= 0:
            raise StorageError("busy")
        return super().put(content)


@pytest.mark.parametrize("slips", [0, 1, 2])
def test_slips_are_bridged(slips: int) -> None:
    store = PatientObjects(Stumbling(slips))
    key = store.put(b"x")
    assert store.has(key) and store.get(key) == b"x"


def test_an_outage_is_told() -> None:
    with pytest.raises(StorageError, match="busy"):
        PatientObjects(Stumbling(3)).put(b"x")


def test_what_is_not_there_is_told_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(ObjectNotFound):
        PatientObjects(MemoryStore()).get("0" * 64)
    assert time.monotonic() - begun < 0.04

"""One body of tests for every object store."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import ObjectNotFound, SettingsError, StorageError
from storage.objects import FolderStore, MemoryStore, ObjectStore, key_of, open_objects


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return FolderStore(tmp_path / "objects") if request.param == "folder" else MemoryStore()


@given(content=st.binary(max_size=300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_put_comes_back_under_the_hash_of_its_bytes(store: ObjectStore, content: bytes) -> None:
    key = store.put(content)
    assert key == key_of(content)
    assert store.get(key) == content
    assert store.has(key)
    assert store.put(content) == key


@pytest.mark.parametrize("key", ["0" * 64, "", "../../etc/passwd", "ab/cd", "G" * 64])
def test_an_unknown_or_impossible_key_is_not_found(store: ObjectStore, key: str) -> None:
    with pytest.raises(ObjectNotFound):
        store.get(key)


def test_a_damaged_object_is_reported_and_never_handed_out(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    key = store.put(b"a paper")
    (tmp_path / key[:2] / key[2:]).write_bytes(b"b paper")
    with pytest.raises(StorageError, match="damaged"):
        store.get(key)


def test_an_object_that_lost_its_bytes_is_healed_when_they_are_put_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    key = store.put(b"paper")
    (damaged,) = (path for path in tmp_path.rglob("*") if path.is_file())
    damaged.write_bytes(b"")
    assert store.put(b"paper") == key and store.get(key) == b"paper"


def test_a_disk_that_fills_up_leaves_no_half_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="No space left") as caught:
            store.put(b"a paper")
    assert "make room" in caught.value.advice
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert store.get(store.put(b"a paper")) == b"a paper"


def test_a_folder_that_may_not_be_written_is_told_with_advice(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file where the folder should be: not even root may write below it")
    with pytest.raises(StorageError) as caught:
        FolderStore(tmp_path / "objects").put(b"x")
    assert caught.value.advice


def test_a_url_opens_its_store(tmp_path: Path) -> None:
    spaced = tmp_path / "a b"
    store: Any = open_objects(f"file://{spaced.as_posix().replace(' ', '%20')}")
    key = store.put(b"x")
    assert (spaced / key[:2] / key[2:]).exists()
    with pytest.raises(SettingsError):
        open_objects("ftp://somewhere")

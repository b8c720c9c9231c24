"""One body of tests for every object store."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obstore.store import S3Store

from domain.errors import ObjectNotFound, SettingsError, StorageError
from storage.objects.contract import ObjectStore, key_of
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from tests.servers.s3 import S3Server


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "s3":
        return open_objects(request.getfixturevalue("s3_url"))
    return FolderStore(tmp_path / "objects") if request.param == "folder" else MemoryStore()


@given(content=st.binary(max_size=300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_put_comes_back_under_the_hash_of_its_bytes(store: ObjectStore, content: bytes) -> None:
    key = store.put(content)
    assert key == key_of(content)
    assert store.get(key) == content
    assert store.has(key)
    assert store.put(content) == key


def test_a_file_of_many_megabytes_comes_back_whole(store: ObjectStore) -> None:
    content = bytes(range(256)) * 50_000
    key = store.put(content)
    assert store.put(content) == key
    assert store.get(key) == content


@pytest.mark.parametrize("key", ["0" * 64, "", "../../etc/passwd", "ab/cd", "G" * 64])
def test_an_unknown_or_impossible_key_is_not_found(store: ObjectStore, key: str) -> None:
    assert not store.has(key)
    with pytest.raises(ObjectNotFound):
        store.get(key)


def test_many_threads_that_put_and_get_at_once_do_not_disturb_each_other(store: ObjectStore) -> None:
    contents = [b"%d" % (number % 5) * 1_000 for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(store.put, contents))
        assert list(threads.map(store.get, keys)) == contents


def test_a_store_that_works_passes_its_check(store: ObjectStore) -> None:
    store.check()
    PatientObjects(store).check()


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


def test_a_check_of_a_folder_writes_even_where_the_object_is_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path)
    store.check()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        store.check()


def test_a_damaged_object_in_a_bucket_is_never_handed_out(s3_server: S3Server, s3_url: str) -> None:
    store = open_objects(s3_url)
    key = store.put(b"a paper")
    behind = S3Store(s3_server.bucket, endpoint=s3_server.endpoint, client_options={"allow_http": True})
    prefix = s3_url.partition("?")[0].rpartition("/")[2]
    behind.put(f"{prefix}/{key[:2]}/{key[2:]}", b"b paper")
    with pytest.raises(StorageError, match="damaged"):
        store.get(key)


def test_two_prefixes_of_a_bucket_are_two_stores(s3_server: S3Server, s3_url: str) -> None:
    key = open_objects(s3_url).put(b"x")
    assert not open_objects(s3_server.url()).has(key)


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("s3://papers/", "s3://no-such-bucket/", "make the bucket"),
        ("endpoint=http://127.0.0.1:", "endpoint=http://127.0.0.1:1&style=path&region=", "can be reached"),
    ],
    ids=["no bucket", "no server"],
)
def test_what_is_wrong_with_a_bucket_is_told_with_advice(
    s3_url: str, old: str, new: str, advice: str
) -> None:
    url = s3_url.replace(old, new).split("&region=")[0]
    with pytest.raises(StorageError) as caught:
        open_objects(url).check()
    assert advice in caught.value.advice
    assert not isinstance(caught.value, ObjectNotFound)


def test_a_bucket_without_credentials_is_told_with_advice(
    s3_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(SettingsError) as caught:
        open_objects(s3_url)
    assert "AWS_ACCESS_KEY_ID" in caught.value.advice


def test_a_url_opens_its_store(tmp_path: Path) -> None:
    spaced = tmp_path / "a b"
    store: Any = open_objects(f"file://{spaced.as_posix().replace(' ', '%20')}")
    key = store.put(b"x")
    assert (spaced / key[:2] / key[2:]).exists()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://somewhere",
        "",
        "s3://",
        "s3://b?secret_access_key=hush",
        "s3://key:hush@b/p",
        "s3://b?style=odd",
    ],
)
def test_a_wrong_url_is_a_wrong_setting_and_gives_no_secret_away(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_objects(url)
    assert "hush" not in f"{caught.value} {caught.value.advice}"

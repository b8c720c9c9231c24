"""Objects in a bucket of anything that speaks S3 (Amazon, MinIO, Ceph, OSS ...), through ``obstore``.

    s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=REGION&style=path

Without ``endpoint`` it is Amazon's own. ``style=virtual`` puts the bucket into the host name, as OSS and COS want it.
Keys and secrets come from ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY`` or from the machine's role, never from
the address, which is shown and logged.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from domain.errors import ObjectNotFound, SettingsError, StorageError
from storage.address import shown
from storage.objects.contract import CHECKED, is_key, key_of

if TYPE_CHECKING:
    from obstore.store import S3Config

CONNECT_SECONDS = 5
REQUEST_SECONDS = 30
"""for one request with its body; what is larger than 5 MB goes up in parts, each a request of its own"""
MAX_RETRIES = 2
"""of requests that the server asks to repeat (503, 429) or that broke off; longer outages are the ledger's business"""
ASK_FIRST_BYTES = 64 * 1024
"""what is smaller is put again sooner than it is asked whether it is there"""
OPTIONS = ("endpoint", "region", "style")
_FORM = "give s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=REGION"
_CREDENTIALS = (
    "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may read and write this bucket"
)
_UNREACHABLE = "check that the server of TONGGUAN_OBJECTS_URL runs and can be reached from here"
_FULL = re.compile(r"\b507\b|StorageFull|QuotaExceeded|InsufficientStorage|EntityTooLarge")


class S3Objects:
    """Objects ``PREFIX/ab/cdef...`` in a bucket. Safe to use from many threads, not across a fork."""

    def __init__(self, url: str) -> None:
        self._shown = shown(url)
        try:
            self._store = _store(url)
        except BaseError as error:
            said = str(error).partition("\n")[0]
            raise SettingsError(f"the object store {self._shown}: {said}", advice=_CREDENTIALS) from error

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key."""
        key = key_of(content)
        with self._told():
            if len(content) < ASK_FIRST_BYTES or self._size(key) != len(content):
                self._store.put(_path(key), content)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        with self._told(key):
            content = bytes(self._store.get(_path(key)).bytes())
        if key_of(content) != key:
            raise StorageError(
                f"object {key} in {self._shown} is damaged",
                advice="restore it from a backup or an older version",
            )
        return content

    def has(self, key: str) -> bool:
        """Whether there is an object under that key."""
        with self._told():
            return is_key(key) and self._size(key) is not None

    def keys(self) -> Iterator[str]:
        """The keys of all objects; what else lies under the prefix is left out."""
        with self._told():
            for batch in self._store.list():
                yield from (key for found in batch if is_key(key := found["path"].replace("/", "")))

    def check(self) -> None:
        """Write and read a small object. Raises ``StorageError`` with advice."""
        with self._told():
            self._store.put(_path(key_of(CHECKED)), CHECKED)
        self.get(key_of(CHECKED))

    def _size(self, key: str) -> int | None:
        try:
            return int(self._store.head(_path(key))["size"])
        except FileNotFoundError:
            return None

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            raise self._failure(error, key) from error

    def _failure(self, error: Exception, key: str) -> StorageError:
        said = str(error).strip().partition("\n")[0][:300]
        if "NoSuchBucket" in str(error):
            return StorageError(
                f"the object store {self._shown} has no such bucket", advice="make the bucket first"
            )
        if isinstance(error, FileNotFoundError):
            return ObjectNotFound(f"no object {key} in {self._shown}")
        denied = isinstance(error, PermissionDeniedError | UnauthenticatedError)
        advice = _CREDENTIALS if denied else "make room in it" if _FULL.search(said) else _UNREACHABLE
        return StorageError(f"the object store {self._shown} failed: {said}", advice=advice)


def _path(key: str) -> str:
    if not is_key(key):
        raise ObjectNotFound(f"not an object key: {key!r}")
    return f"{key[:2]}/{key[2:]}"


def _store(url: str) -> S3Store:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    wrong = sorted(set(options) - set(OPTIONS))
    if (
        not parts.netloc
        or "@" in parts.netloc
        or wrong
        or options.get("style", "path") not in ("path", "virtual")
    ):
        named = f" (no option {', '.join(wrong)})" if wrong else ""
        raise SettingsError(f"not an address of a bucket: {shown(url)!r}{named}", advice=_FORM)
    endpoint = options.get("endpoint", "")
    config: S3Config = {
        "region": options.get("region") or os.environ.get("AWS_REGION") or "us-east-1",
        "virtual_hosted_style_request": options.get("style") == "virtual",
    }
    if endpoint:
        config["endpoint"] = endpoint
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        config=config,
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "connect_timeout": f"{CONNECT_SECONDS}s",
            "timeout": f"{REQUEST_SECONDS}s",
        },
        retry_config={
            "max_retries": MAX_RETRIES,
            "retry_timeout": dt.timedelta(seconds=REQUEST_SECONDS),
            "backoff": {
                "init_backoff": dt.timedelta(milliseconds=100),
                "max_backoff": dt.timedelta(seconds=2),
                "base": 2,
            },
        },
    )

"""Values as objects: JSON, packed, under the hash of what is stored. Equal values have equal keys."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

from domain.errors import StorageError
from domain.result import SCHEMA_VERSION, Result
from storage.objects.contract import ObjectStore

T = TypeVar("T")
LEVEL = 1  # words with their alternatives shrink to a tenth already; higher levels cost more than they save
RESULT_START = b'{"schema_version":"%s","paper_set_id":' % SCHEMA_VERSION.encode()
RESULT_START_1_0 = b'{"schema_version":"1.0","bundle_id":'
"""how results begin that versions up to 0.3 wrote; the rest of them is the same"""


def keep(objects: ObjectStore, value: object) -> str:
    """Store a value; returns its key."""
    return objects.put(zlib.compress(msgspec.json.encode(value, order="deterministic"), LEVEL))


def load(objects: ObjectStore, key: str, kind: type[T]) -> T:
    """The value under a key. Raises ``StorageError`` when it is not there or not of that type."""
    return load_sized(objects, key, kind)[0]


def load_sized(objects: ObjectStore, key: str, kind: type[T]) -> tuple[T, int]:
    """The value under a key with the bytes of its JSON; errors as ``load``."""
    packed = objects.get(key)
    try:
        unpacked = zlib.decompress(packed)
        return msgspec.json.decode(unpacked, type=kind), len(unpacked)
    except (zlib.error, msgspec.DecodeError) as error:
        raise StorageError(f"object {key} does not hold a {kind.__name__}: {error}") from error


def load_result(objects: ObjectStore, key: str) -> Result:
    """The result of a verification. Raises ``StorageError`` as ``load`` does."""
    try:
        return msgspec.json.decode(load_result_json(objects, key), type=Result)
    except msgspec.DecodeError as error:
        raise StorageError(f"object {key} does not hold a Result: {error}") from error


def load_result_json(objects: ObjectStore, key: str) -> bytes:
    """The JSON of a result in today's words, whichever version wrote it; errors as ``load_json``."""
    content = load_json(objects, key)
    return (
        RESULT_START + content[len(RESULT_START_1_0) :] if content.startswith(RESULT_START_1_0) else content
    )


def load_json(objects: ObjectStore, key: str) -> bytes:
    """The JSON of the value under a key, as it was stored. Raises ``StorageError`` when it is not there or damaged."""
    try:
        return zlib.decompress(objects.get(key))
    except zlib.error as error:
        raise StorageError(f"object {key} holds no packed value: {error}") from error

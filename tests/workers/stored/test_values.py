"""What is read back from the object store: today's values, and results that an older version wrote."""

from __future__ import annotations

import zlib

import msgspec
import pytest

from domain.bundle_form import BundleForm
from domain.errors import StorageError
from domain.finding import Verdict
from domain.result import SCHEMA_VERSION, Result
from domain.values import Date
from storage.objects.memory import MemoryStore
from workers.stored.values import keep, load_result, load_result_json

RESULT = Result(
    SCHEMA_VERSION,
    "b" * 64,
    "n",
    Date("2026-10-01"),
    "p",
    {},
    0,
    BundleForm(),
    Verdict.CLEAR,
    (),
    (),
    (),
    (),
    (),
    (),
)


def test_a_result_comes_back_as_it_was_kept() -> None:
    objects = MemoryStore()
    assert load_result(objects, keep(objects, RESULT)) == RESULT


def test_a_result_of_schema_1_0_is_told_in_the_words_of_today() -> None:
    objects = MemoryStore()
    fields = msgspec.to_builtins(RESULT)
    old = {"schema_version": "1.0", "bundle_id": fields.pop("paper_set_id")} | {
        name: value for name, value in fields.items() if name != "schema_version"
    }
    key = objects.put(zlib.compress(msgspec.json.encode(old)))
    assert load_result(objects, key) == RESULT
    assert load_result_json(objects, key) == msgspec.json.encode(RESULT)


def test_what_is_no_result_is_told_by_its_key() -> None:
    objects = MemoryStore()
    key = keep(objects, {"schema_version": "1.0"})
    with pytest.raises(StorageError, match=key):
        load_result(objects, key)

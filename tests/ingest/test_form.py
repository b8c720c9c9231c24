"""The exporter's form: whatever is wrong with it is a problem, never an exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bundle_form import ExporterForm
from domain.values import Date
from ingest.form import is_form_name, read_form

FULL = {
    "application_date": "2026-02-03",
    "exporter": {"name": "示例出口有限公司", "uscc": "91310000MA1K00000X"},
    "destination": "kaz",
    "contract_number": "HT-1",
    "reference": 17,
}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_full_form_is_taken_in_any_encoding(codec: str) -> None:
    form = read_form(json.dumps(FULL, ensure_ascii=False).encode(codec))
    assert form.application_date == Date("2026-02-03")
    assert form.exporter == ExporterForm("示例出口有限公司", "91310000MA1K00000X")
    assert (form.destination, form.contract_number, form.reference) == ("KAZ", "HT-1", "17")
    assert form.problems == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["form_not_json"]),
        ("{", ["form_not_json"]),
        ("[1]", ["form_wrong_type"]),
        ('{"application_date": "3.2.2026"}', ["form_bad_date"]),
        ('{"application_date": "2026-02"}', ["form_bad_date"]),
        ('{"application_date": "2026-02-30"}', ["form_bad_date"]),
        ('{"exporter": "X"}', ["form_wrong_type"]),
        ('{"exporter": {"name": ["X"]}}', ["form_wrong_type"]),
        ('{"destination": "Kasachstan"}', ["form_bad_country"]),
        ('{"reference": true}', ["form_wrong_type"]),
        ('{"colour": "red"}', ["form_unknown_entry"]),
        ("[" * 100_000, ["form_not_json"]),
    ],
)
def test_each_fault_is_named(text: str, codes: list[str]) -> None:
    assert [found.code for found in read_form(text.encode()).problems] == codes


def test_what_is_good_survives_beside_what_is_not() -> None:
    form = read_form(b'{"application_date": 5, "reference": "R1"}')
    assert form.reference == "R1"
    assert form.application_date is None


@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    read_form(content)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
                    lambda inner: st.dictionaries(st.sampled_from([*FULL, "name"]), inner) | st.lists(inner)))  # fmt: skip
def test_no_json_raises(data: object) -> None:
    read_form(json.dumps(data).encode())


def test_the_form_is_known_by_its_name_in_any_folder() -> None:
    assert is_form_name("bundle.json")
    assert is_form_name("car/bundle.json")
    assert not is_form_name("mybundle.json")

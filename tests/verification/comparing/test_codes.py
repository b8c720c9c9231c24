"""Codes: twins are one character, look-alikes a slip, everything else another code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verification.comparing.readings import day, exact, ocr
from verification.comparing.codes import (
    compare_codes,
    compare_contracts,
    compare_engines,
    compare_licence_numbers,
    compare_plates,
)
from verification.comparing.dates import compare_dates
from verification.comparing.likeness import Compare, Likeness

SAME, SLIP, OTHER = Likeness.SAME, Likeness.SLIP, Likeness.OTHER


@pytest.mark.parametrize(
    ("compare", "a", "b", "likeness"),
    [
        (compare_codes, "RO20260310-0012", "R020260310-0012", SAME),
        (compare_codes, "26-44-A00123", "26－44－A00123", SAME),
        (compare_codes, "XI2026", "X12026", SAME),
        (compare_codes, "26442000000000000001", "26442000000000000007", SLIP),
        (compare_codes, "26442000000000000001", "2644200000000000001", SLIP),
        (compare_codes, "26442000000000000001", "26442000000000000002", OTHER),
        (compare_codes, "26442000000000000001", "26442000009999999999", OTHER),
        (compare_plates, "粤A·12345", "粤A12345", SAME),
        (compare_plates, "粤AO1234", "粤A01234", SAME),
        (compare_plates, "粤A12345", "粤A12342", OTHER),
        (compare_plates, "粤AB2345", "粤A82345", SLIP),
        (compare_plates, "粤A12345", "粤B98765", OTHER),
        (compare_engines, "BYD487ZQA*1234567", "1234567", SAME),
        (compare_engines, "BYD487ZQAI234567", "BYD487ZQA1234567", SAME),
        (compare_engines, "BYD487ZQA1234567", "BYD487ZQA1284567", SLIP),
        (compare_engines, "BYD487ZQA1234567", "CFN998877", OTHER),
        (compare_contracts, "YY2026-031", "YY2026-0", SAME),
        (compare_contracts, "YY2026-031", "SH-77", OTHER),
        (compare_licence_numbers, "26-44-A00123", "26-44-A00123;26-44-A00124", SAME),
        (compare_licence_numbers, "26-44-A00123", "26-31-B98765", OTHER),
    ],
)
def test_two_codes(compare: Compare, a: str, b: str, likeness: Likeness) -> None:
    assert compare(ocr(a), ocr(b)) is likeness
    assert compare(ocr(b), ocr(a)) is likeness


def test_sources_that_cannot_misread_make_no_slip() -> None:
    assert compare_codes(exact("A8"), exact("AB")) is OTHER
    assert compare_codes(exact("A8"), ocr("AB")) is SLIP


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("2026-01-08", "2026-01-08", SAME),
        ("2026-01-08", "2026-01", SAME),
        ("2026-01-08", "2026-01-06", SLIP),
        ("2026-01-08", "2026-01-09", OTHER),
        ("2026-01-08", "2025-07-08", OTHER),
    ],
)
def test_two_dates(a: str, b: str, likeness: Likeness) -> None:
    assert compare_dates(day(a), day(b)) is likeness


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparing_is_symmetric_and_answers_any_text(a: str, b: str) -> None:
    for compare in (compare_codes, compare_plates, compare_engines):
        assert compare(ocr(a), ocr(b)) is compare(ocr(b), ocr(a))

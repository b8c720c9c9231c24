"""Chinese numerals: what each way of writing a number means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.chinese_number import digits_of, numbers, small_number, written

MEANINGS = [
    ("一万二千三百", [12300]),
    ("壹万贰仟叁佰", [12300]),
    ("三万二", [32000, 30002]),
    ("三万零二", [30002]),
    ("两百五", [250, 205]),
    ("十二", [12]),
    ("廿六", [26]),
    ("三千万", [30_000_000]),
    ("二亿三千万", [230_000_000]),
    ("二〇二六", [2026]),
    ("3万2千", [32000]),
    ("3万2", [32000, 30002]),
    ("1万2345", [12345]),
    ("12千", [12000]),
    ("一点二万", [12000]),
]
NO_NUMBER = [
    "",
    "万",
    "百",
    "二三",
    "一万二三",
    "一二万",
    "1万12千",
    "一千三万千",
    "一万二万",
    "点",
    "点五",
    "1.2.3万",
]


@pytest.mark.parametrize(("text", "expected"), MEANINGS)
def test_numerals_mean_a_number(text: str, expected: list[int]) -> None:
    assert list(numbers(text)) == expected


@pytest.mark.parametrize("text", NO_NUMBER)
def test_numerals_that_make_no_number_give_nothing(text: str) -> None:
    assert numbers(text) == ()


@given(number=st.integers(0, 10**12 - 1), capital=st.booleans())
def test_number_is_read_back_from_its_numerals(number: int, capital: bool) -> None:
    assert number in numbers(written(number, capital))


@pytest.mark.parametrize(
    ("text", "expected"), [("七", 7), ("零柒", 7), ("廿五", 25), ("三十一", 31), ("07", 7)]
)
def test_small_number_of_a_date(text: str, expected: int) -> None:
    assert small_number(text) == expected


def test_letter_o_counts_as_zero_in_a_row_of_digits() -> None:
    assert digits_of("二o二六") == 2026


@given(text=st.text(alphabet="零一二十百千万亿廿点.123", max_size=12))
def test_any_numerals_give_numbers_or_none(text: str) -> None:
    assert all(n >= 0 for n in numbers(text))

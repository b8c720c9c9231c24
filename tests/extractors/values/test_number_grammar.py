"""The grammar of numbers: every writing of a number gives it back, and no text is an error."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.values.chinese_number import written
from extractors.values.number_grammar import Figure, Sign, figures
from extractors.values.units import Unit


def _mixed(n: int) -> str:
    """3万2千 and the like: thousands with their power, the rest behind them."""
    wan, rest = divmod(n, 10_000)
    thousand, last = divmod(rest, 1000)
    return (
        (f"{wan}万" if wan else "") + (f"{thousand}千" if thousand else "") + (f"{last:03d}" if last else "")
    )


STYLES: dict[str, Callable[[int], str]] = {
    "plain": str,
    "commas": lambda n: f"{n:,}",
    "wide commas": lambda n: f"{n:,}".replace(",", "，"),
    "apostrophes": lambda n: f"{n:,}".replace(",", "’"),
    "straight apostrophes": lambda n: f"{n:,}".replace(",", "'"),
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "no-break spaces": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "points": lambda n: f"{n:,}".replace(",", "."),
    "decimals": lambda n: f"{n}.00",
    "commas and decimals": lambda n: f"{n:,}.00",
    "points and comma": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "full width": lambda n: f"{n}".translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "Chinese": written,
    "Chinese capitals": lambda n: written(n, capital=True),
    "ten thousands": lambda n: f"{Decimal(n) / 10_000:f}万",
    "ten thousands in a letter": lambda n: f"{Decimal(n) / 10_000:f}w",
    "thousands": lambda n: f"{Decimal(n) / 1000:f}千",
}
UNITS = {
    " km": Unit.KILOMETRE,
    "KM": Unit.KILOMETRE,
    "公里": Unit.KILOMETRE,
    "元": Unit.MONEY,
    "辆": Unit.OTHER,
}
SIGNS: dict[Sign, str] = {
    Sign.FRONT: "-{}",
    Sign.BEHIND: "{}-",
    Sign.BRACKETS: "({})",
    Sign.WORD: "负{}",
}


def sizes(found: list[Figure]) -> list[Decimal]:
    return [f.size for f in found]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("unit", UNITS)
@given(n=st.integers(0, 9_999_999))
def test_number_is_read_back_from_every_writing(style: str, unit: str, n: int) -> None:
    text = STYLES[style](n) + unit
    found = figures(text)
    assert n in sizes(found)
    best = next(f for f in found if f.size == n)
    assert (best.start, best.end, best.unit) == (0, len(text), UNITS[unit])


@given(n=st.integers(1, 9_999_999))
def test_number_is_read_back_from_figures_with_powers(n: int) -> None:
    assume(n % 10_000 >= 1000 or n < 10_000 or n % 10_000 == 0)
    assert n in sizes(figures(_mixed(n) + "公里"))


@pytest.mark.parametrize("sign", SIGNS)
@given(n=st.integers(1, 10**7))
def test_sign_is_seen_wherever_it_stands(sign: Sign, n: int) -> None:
    found = figures(SIGNS[sign].format(f"{n:,}.50"))
    assert [(f.size, f.sign) for f in found] == [(n + Decimal("0.5"), sign)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1万2千公里", [12000]),
        ("一万二千公里", [12000]),
        ("12千公里", [12000]),
        ("12千米", [12]),
        ("1.2万km", [12000]),
        ("1.2wkm", [12000]),
        ("12’345 km", [12345]),
        ("3万2公里", [32000, 30002]),
        ("12.345 km", [12345, Decimal("12.345")]),
        ("1,234,50", [Decimal("1234.50")]),
        ("12.5, 300", [Decimal("12.5"), 300]),
        ("2081 610112", [2081, 610112]),
        ("USD 12,000.00", [12000]),
    ],
)
def test_writings_seen_on_papers(text: str, expected: list[Decimal]) -> None:
    assert sizes(figures(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-07", "2026年1月", "10:22", "5000-10000公里", "A-12", "RO20260105", "5W-30", "一汽大众", "三元催化器",
        "1万12千", "百公里油耗", "1.2.3.4",
    ],
)  # fmt: skip
def test_parts_of_dates_codes_and_words_are_no_numbers(text: str) -> None:
    assert figures(text) == []


def test_parts_names_that_begin_with_a_power_leave_the_figure_alone() -> None:
    assert sizes(figures("2 万向节")) == [2]
    assert sizes(figures("1 千斤顶")) == [1]


def test_spaces_divide_columns_where_the_caller_says_so() -> None:
    assert sizes(figures("1 500", groups_by_space=False)) == [1, 500]
    assert sizes(figures("1 500")) == [1500]


def test_bars_of_a_table_are_no_digits() -> None:
    assert sizes(figures("|1234.50|")) == [Decimal("1234.50")]


_LIKELY = "0123456789OIlZSB.,' -()/:年月日一二三十百千万亿零点负¥元角分公里km%辆"


@given(text=st.text(alphabet=_LIKELY, max_size=60) | st.text(max_size=60), spaces=st.booleans())
def test_any_text_gives_figures_at_their_place_or_none(text: str, spaces: bool) -> None:
    for figure in figures(text, spaces):
        assert 0 <= figure.start < figure.end <= len(text)
        assert 0 < figure.share <= 1

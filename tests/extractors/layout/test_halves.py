from __future__ import annotations

from typing import Any

import pytest

from extractors.layout.lexicon import make_lexicon
from extractors.layout.marking import MarkedPage, mark
from extractors.layout.spots import spots_of

LEXICON = make_lexicon(
    {
        "declaration_date": ["申报日期"],
        "plate": ["机动车登记编号", "登记编号"],
        "authority": ["机动车登记机关", "登记机关"],
        "owner_name": ["机动车所有人"],
        "licence_number": ["许可证号"],
        "register_date": ["登记日期"],
        "brand": ["品牌"],
        "model": ["品牌型号", "型号"],
        "_date": ["日期"],
    }
)


def first_values(page: MarkedPage) -> dict[str, str]:
    return {hit.name: spots[0].span.text for hit in page.labels if (spots := spots_of(page, hit))}


@pytest.mark.parametrize(
    ("first", "second", "name", "value"),
    [
        ("申报20260722", "日期", "declaration_date", "20260722"),
        ("03 申报 20260722", "日期", "declaration_date", "20260722"),
        ("15许可26-CF-837809", "证号", "licence_number", "26-CF-837809"),
        ("机动车 沪AG12345", "登记编号", "plate", "沪AG12345"),
    ],
)
def test_a_value_read_with_the_first_half_of_its_label(
    build: Any, first: str, second: str, name: str, value: str
) -> None:
    page = mark(build.laid([(100.0, 100.0, first), (110.0, 140.0, second)]), LEXICON)
    assert first_values(page) == {name: value}


def test_a_short_label_in_two_lines_of_its_own(build: Any) -> None:
    page = mark(
        build.laid([(100.0, 100.0, "登记"), (100.0, 134.0, "日期"), (300.0, 117.0, "2026-03-15")]), LEXICON
    )
    assert [hit.name for hit in page.labels] == ["register_date"]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("机动车所有人 某某甲", "登记机关", ["owner_name", "authority"]),
        ("品牌 大众", "型号", ["brand", "model"]),
    ],
)
def test_labels_of_two_lines_one_above_the_other_are_two(
    build: Any, first: str, second: str, names: list[str]
) -> None:
    page = mark(build.laid([(100.0, 100.0, first), (100.0, 140.0, second)]), LEXICON)
    assert [hit.name for hit in page.labels] == names


def test_a_second_half_in_another_column_is_none(build: Any) -> None:
    page = mark(build.laid([(100.0, 100.0, "申报20260722"), (500.0, 140.0, "日期")]), LEXICON)
    assert [hit.name for hit in page.labels] == ["_date"]

"""What counts as seen on a page: characters wherever they stand, values in any spelling."""

from __future__ import annotations

import pytest

from benchmarks.labelled_pages import characters_missing, values_in


def test_characters_count_wherever_they_stand() -> None:
    assert characters_missing("车牌 沪Ａ12", "沪A12\n车牌") == 0
    assert characters_missing("里程 11", "里程 1") == 1
    assert characters_missing("abc", "") == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("识别代号：LSVAM4187C2184847", "LSVAM4187C2184847"),
        ("号牌 沪A12345", "沪A12345"),
        ("号牌 粵A12345", "粤A12345"),
        ("2025年8月6日", "2025-08-06"),
        ("2025/08/06", "2025-08-06"),
        ("里程 35,688 公里", "35688 km"),
        ("里程 3.2万公里", "3.2 km"),
    ],
)
def test_values_are_seen_in_one_spelling(text: str, value: str) -> None:
    assert value in values_in(text)

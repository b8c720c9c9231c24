"""What may pass for a misread label, and what may not."""

from __future__ import annotations

import pytest

from extractors.layout.slips import slips

ALPHABET = frozenset("进厂公里数登记日期出")


@pytest.mark.parametrize(
    ("printed", "label", "count"),
    [
        ("登记曰期", "登记日期", 1),
        ("出厂日期", "进厂日期", None),
        ("进厂公里1", "进厂公里数", None),
        ("进厂公里51", "进厂公里数", None),
        ("公里数12", "公里数", None),
        ("转让登记待出口", "转让登记待出口日期", None),
        ("Exporterr", "Exporter", 1),
    ],
)
def test_a_digit_behind_a_label_is_no_misread_part_of_it(printed: str, label: str, count: int | None) -> None:
    assert slips(printed, label, ALPHABET) == count

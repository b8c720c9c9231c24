from __future__ import annotations

from typing import Any

import pytest

from domain.field import DocumentKind
from extractors.filling import fill
from extractors.layout.lexicon import load_lexicon
from extractors.layout.marking import mark

KIND = DocumentKind.VEHICLE_LICENCE


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2025年12月", "07日", "2025-12-07"),
        ("2025.07.1", "6", "2025-07-16"),
        ("2024-06-3", "0", "2024-06-30"),
        ("2025/", "06/09", "2025-06-09"),
        ("2025-07-16", "5人", "2025-07-16"),
    ],
)
@pytest.mark.parametrize("lead", ["", "Register Date "])
def test_a_date_cut_by_its_box_goes_on_in_the_next_line(
    build: Any, first: str, second: str, expected: str, lead: str
) -> None:
    page = build.laid([(100.0, 100.0, f"{lead}注册日期：{first}"), (100.0, 140.0, second)])
    field = fill(KIND, [mark(page, load_lexicon(KIND))], ("register_date",))["register_date"]
    assert str(field.value) == expected

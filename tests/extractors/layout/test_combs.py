"""Codes printed one character a box."""

from __future__ import annotations

from typing import Any

import pytest

VIN = "LSVCY6C49MN027789"


def boxes(text: str, x: float, y: float, pitch: float) -> list[tuple[float, float, str]]:
    return [(x + i * pitch, y, char) for i, char in enumerate(text)]


@pytest.mark.parametrize("pitch", [33.0, 40.0, 60.0])
def test_characters_in_boxes_are_one_run(build: Any, pitch: float) -> None:
    rules = build.ruled([395 + i * pitch for i in range(18)], [95, 135])
    page = build.laid([(60, 100, "车架号"), *boxes(VIN, 400, 100, pitch)], rules=rules)
    assert [run.text.replace(" ", "") for run in page.runs] == ["车架号", VIN]


def test_numbers_of_columns_stay_apart(build: Any) -> None:
    page = build.laid(boxes("12345678", 60, 100, 150.0))
    assert len(page.runs) == 8


def test_few_single_characters_stay_apart(build: Any) -> None:
    page = build.laid(boxes("12345", 60, 100, 60.0))
    assert len(page.runs) == 5


def test_uneven_characters_stay_apart(build: Any) -> None:
    places = [60, 100, 170, 200, 280, 310, 390]
    page = build.laid([(x, 100, "1") for x in places])
    assert max(len(run.text.replace(" ", "")) for run in page.runs) < 6

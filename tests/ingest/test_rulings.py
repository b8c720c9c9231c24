"""Rulings of a scanned table are found, strokes of print are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from domain.document import Word
from domain.geometry import Box
from ingest.images import Picture
from ingest.rulings import find_rulings


def table(lean_px: int = 0) -> Picture:
    """Three horizontal and three vertical rulings on grey paper, the horizontal ones falling by ``lean_px``."""
    page = np.full((1600, 1200, 3), 225, np.uint8)
    for y in (400, 500, 600):
        cv2.line(page, (200, y), (1000, y + lean_px), (60, 60, 60), 2)
    for x in (200, 600, 1000):
        cv2.line(page, (x, 400), (x, 600), (60, 60, 60), 2)
    return page


@pytest.mark.parametrize("lean_px", [0, 3, 6])
def test_each_ruling_is_found_once_in_its_place(lean_px: int) -> None:
    rules = [rule.box for rule in find_rulings(table(lean_px))]
    level = sorted(box.y0 for box in rules if box.width > box.height)
    upright = sorted(box.x0 for box in rules if box.height > box.width)
    assert level == pytest.approx([400, 500, 600], abs=4)
    assert upright == pytest.approx([200, 600, 1000], abs=4)


@pytest.mark.parametrize(
    ("_name", "mark", "step", "grey"),
    [
        ("dots", 2, 5, 60),
        ("small dashes", 6, 10, 60),
        ("dashes", 14, 20, 60),
        ("pale dashes", 14, 20, 170),
        ("a thin line with breaks", 30, 34, 90),
    ],
)
def test_a_ruling_of_separate_marks_is_found_once_in_its_place(
    _name: str, mark: int, step: int, grey: int
) -> None:
    page = np.full((1600, 1200, 3), 235, np.uint8)
    for start in range(200, 1000, step):
        page[500:502, start : start + mark] = grey
        page[start : start + mark, 1100:1102] = grey
    level, upright = sorted((rule.box for rule in find_rulings(page)), key=lambda box: -box.width)
    assert (level.x0, level.y0, level.x1, level.y1) == pytest.approx((200, 500, 1000, 502), abs=step)
    assert (upright.x0, upright.y0, upright.x1, upright.y1) == pytest.approx(
        (1100, 200, 1102, 1000), abs=step
    )


def test_a_tint_of_dots_has_no_rulings() -> None:
    page = np.full((1600, 1200, 3), 255, np.uint8)
    for y in range(300, 600, 8):
        page[y : y + 2, 200:1000].reshape(2, 100, 8, 3)[:, :, :3] = 90
    assert find_rulings(page) == ()


def test_print_is_no_ruling() -> None:
    page = np.full((1600, 1200, 3), 255, np.uint8)
    for row in range(30):
        cv2.putText(
            page, "HHH EEE 111 TTT LLL" * 2, (60, 60 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2
        )
    words = [
        Word("x", Box(60, 36 + 50 * row, 1150, 64 + 50 * row).polygon(), "ocr", 1.0) for row in range(30)
    ]
    assert find_rulings(page, words) == ()


def test_noise_and_blank_paper_have_none() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (800, 600, 3), dtype=np.uint8)
    assert find_rulings(np.full((800, 600, 3), 250, np.uint8)) == ()
    assert len(find_rulings(noise)) < 20

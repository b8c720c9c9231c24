"""A pale print that lies aslant over a page is told from it, and its ink goes while the page's stays."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleanup.watermark import find_watermark, lean_of, without_watermark

HEIGHT, WIDTH = 1400, 1000
Quads = Any


def turned(lines: Quads, deg: float) -> Quads:
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -deg, 1.0)
    points = np.hstack([lines.reshape(-1, 2), np.ones((len(lines) * 4, 1))])
    return (points @ matrix.T).reshape(-1, 4, 2).astype(np.float32)


def rows(x0: float, y0: float, x1: float, count: int, step: float, high: float) -> Quads:
    return np.array(
        [[[x0, y], [x1, y], [x1, y + high], [x0, y + high]] for y in (y0 + i * step for i in range(count))],
        np.float32,
    )


def printed(lines: Quads, deg: float, colour: tuple[int, int, int], alpha: float, paper: Any) -> Any:
    """The paper with strokes like letters in each of the (upright) lines, turned clockwise about the middle."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for (x0, y0), _, (x1, y1), _ in lines.astype(int):
        for number, x in enumerate(range(x0 + 2, x1 - 8, 14)):
            cv2.line(ink, (x, y0 + 3), (x + (8 if number % 2 else 0), y1 - 3), 255, 3)
            cv2.line(ink, (x, (y0 + y1) // 2), (x + 8, (y0 + y1) // 2), 255, 3)
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -deg, 1.0)
    mask = cv2.warpAffine(ink, matrix, (WIDTH, HEIGHT)).astype(np.float32)[:, :, None] / 255 * alpha
    return np.asarray(paper * (1 - mask) + np.array(colour, np.float32) * mask, np.uint8)


PAGE = rows(100, 100, 620, 18, 60, 26)
MARK = rows(-100, 150, 1100, 8, 140, 44)
WHITE = np.full((HEIGHT, WIDTH, 3), 252, np.uint8)
SHADED = np.asarray(np.linspace(255, 190, WIDTH)[None, :, None] * np.ones((HEIGHT, 1, 3)), np.uint8)
COLOURS = {"grey": (128, 128, 128), "red": (40, 40, 220), "blue": (220, 90, 30)}


@pytest.mark.parametrize("paper", [WHITE, SHADED], ids=["even", "shaded"])
@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("deg", [-45, -28, 15, 35, 60])
def test_the_watermark_goes_and_the_page_stays(deg: float, colour: str, paper: Any) -> None:
    page = printed(PAGE, 0, (10, 10, 10), 1.0, paper)
    both = printed(MARK, deg, COLOURS[colour], 0.35, page)
    marks = find_watermark(both, np.concatenate([PAGE, turned(MARK, deg)]))
    assert marks is not None and len(marks) == len(MARK)
    cleared = without_watermark(both, marks)
    ink, mark_only = (
        page.min(axis=2) < 60,
        (np.abs(both.astype(int) - page).max(axis=2) > 25) & (page.min(axis=2) > 185),
    )
    assert float((cleared.min(axis=2)[ink] < 110).mean()) > 0.99
    off = np.abs(cleared.astype(int) - page).max(axis=2)[mark_only]
    assert float((off < 25).mean()) > 0.85


def test_the_page_may_lean_and_the_watermark_lie_level() -> None:
    """A finder that took the watermark for the page has made that level."""
    page = printed(PAGE, -28, (10, 10, 10), 1.0, WHITE)
    both = printed(MARK, 0, (90, 90, 230), 0.35, page)
    marks = find_watermark(both, np.concatenate([turned(PAGE, -28), MARK]))
    assert marks is not None and abs(lean_of(marks[0])) < 1


@pytest.mark.parametrize(
    ("deg", "alpha", "mark"),
    [
        (30, 1.0, MARK),
        (3, 0.35, MARK),
        (90, 0.35, MARK),
        (30, 0.35, MARK[:1]),
        (30, 0.35, rows(60, 1260, 260, 3, 40, 20)),
    ],
    ids=["as dark as the page", "level", "upright", "one line", "beside the page"],
)
def test_other_print_is_no_watermark(deg: float, alpha: float, mark: Quads) -> None:
    page = printed(PAGE, 0, (10, 10, 10), 1.0, WHITE)
    is_beside = len(mark) == 3
    lines = mark if is_beside else turned(mark, deg)
    if is_beside:
        middle = lines.reshape(-1, 2).mean(axis=0)
        matrix = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), -deg, 1.0)
        lines = (
            (np.hstack([lines.reshape(-1, 2), np.ones((12, 1))]) @ matrix.T)
            .reshape(-1, 4, 2)
            .astype(np.float32)
        )
    both = printed(mark, deg, (10, 10, 10), alpha, page)
    assert find_watermark(both, np.concatenate([PAGE[:14], lines])) is None


@pytest.mark.parametrize("lines", [PAGE, PAGE[:1], PAGE[:0]])
def test_a_page_without_one_is_left_alone(lines: Quads) -> None:
    assert find_watermark(printed(PAGE, 0, (10, 10, 10), 1.0, WHITE), lines) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.floats(-50, 1500), min_size=8, max_size=8), max_size=12))
def test_any_lines_give_a_picture_of_the_same_size(points: list[list[float]]) -> None:
    lines = np.array(points, np.float32).reshape(-1, 4, 2)
    marks = find_watermark(WHITE, lines)
    if marks is not None:
        assert without_watermark(WHITE, marks).shape == WHITE.shape

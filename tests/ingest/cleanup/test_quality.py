"""How good a picture is, and what is said about it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from domain.document import Quality, Severity
from ingest.cleanup.advice import advise, count_cut
from ingest.cleanup.measure import edge_width, is_blank, measure_glare, measure_quality
from ingest.ocr.contract import Quads

NO_LINES = np.zeros((0, 4, 2), np.float32)


def print_of_bars(blur: float = 0) -> tuple[np.ndarray, Quads]:
    """Paper with lines of bars 30 px high, and where they are."""
    grey = np.full((800, 600), 235, np.uint8)
    lines = []
    for y in range(60, 700, 60):
        for x in range(60, 500, 15):
            grey[y : y + 30, x : x + 7] = 30
        lines.append([(55, y - 8), (505, y - 8), (505, y + 38), (55, y + 38)])
    if blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), blur), np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.array(lines, np.float32)


def test_sharpness_falls_with_blur_and_crisp_print_has_all_of_it() -> None:
    found = [measure_quality(*print_of_bars(blur)).sharpness for blur in (0, 1.5, 2.5, 4)]
    assert found[0] == 1 and found == sorted(found, reverse=True) and found[-1] < 0.4


def test_blur_is_seen_even_where_no_line_was_found() -> None:
    sharp, blurred = (measure_quality(print_of_bars(blur)[0], NO_LINES).sharpness for blur in (0, 6))
    assert blurred < sharp / 2


@pytest.mark.parametrize("level", [255, 240, 90])
def test_paper_with_a_little_dirt_is_blank(level: int) -> None:
    grey = np.full((800, 600), level, np.uint8)
    grey[400:404, 300:304] = 0
    assert is_blank(grey)


def test_one_short_line_is_not_blank() -> None:
    grey = np.full((800, 600), 240, np.uint8)
    grey[400:420, 200:260:4] = 0
    assert not is_blank(grey)


def test_white_paper_is_no_glare_and_a_washed_out_spot_is() -> None:
    scan = np.full((400, 400), 255, np.uint8)
    photo = np.full((400, 400), 170, np.uint8)
    photo[100:200, 100:200] = 255
    assert measure_glare(scan) == 0
    assert measure_glare(photo) == pytest.approx(0.06, abs=0.02)


def test_a_crop_without_contrast_has_no_edges() -> None:
    assert edge_width(np.full((20, 20), 128, np.uint8)) is None
    assert edge_width(np.zeros((2, 30), np.uint8)) is None


@pytest.mark.parametrize(
    ("quality", "score", "expected"),
    [
        (Quality(), 0.99, []),
        (Quality(is_blank=True), 0.0, [("page_blank", Severity.NOTE)]),
        (Quality(sharpness=0.2), 0.5, [("picture_blurred", Severity.MEDIUM)]),
        (Quality(sharpness=0.2), 0.95, [("picture_blurred", Severity.NOTE)]),
        (Quality(brightness=0.1, glare=0.2), 0.4, [("picture_dark", "medium"), ("picture_glare", "medium")]),
    ],
)
def test_only_what_spoils_the_reading_weighs(
    quality: Quality, score: float, expected: list[tuple[str, Severity]]
) -> None:
    lines = np.array([[(50, 50), (350, 50), (350, 80), (50, 80)]], np.float32)
    assert [(p.code, p.severity) for p in advise(quality, (800, 600), lines, score)] == expected


def test_small_print_is_said_to_be_small() -> None:
    lines = np.array([[(50, y), (350, y), (350, y + 10), (50, y + 10)] for y in (50, 70)], np.float32)
    assert [p.code for p in advise(Quality(), (800, 600), lines, 0.6)] == ["picture_too_small"]


def test_lines_that_run_into_the_border_are_counted() -> None:
    lines = np.array([[(0, y), (599, y), (599, y + 20), (0, y + 20)] for y in (50, 100, 150)], np.float32)
    assert count_cut(lines, (800, 600)) == 3
    assert [p.code for p in advise(Quality(), (800, 600), lines, 0.99)] == ["page_cut_off"]

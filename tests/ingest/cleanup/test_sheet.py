"""Finding a sheet in a photograph, and above all not finding one in a scan."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.cleanup.sheet import find_sheet, holds_text, is_sheet_shaped

CORNERS = np.array([(90, 60), (520, 90), (540, 700), (60, 680)], np.float32)


def photograph(ground: tuple[int, int, int], shadow: bool = False) -> np.ndarray:
    picture = np.full((800, 600, 3), ground, np.uint8)
    cv2.fillPoly(picture, [CORNERS.astype(np.int32)], (225, 230, 232))
    for y in range(140, 620, 40):
        cv2.rectangle(picture, (150, y), (450, y + 10), (40, 40, 40), -1)
    if shadow:
        light = np.clip(np.linspace(1.9, 0.3, 800), 0.45, 1.0)[:, None, None]
        picture = (picture * light).astype(np.uint8)
    noise = np.random.default_rng(3).normal(0, 4, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("ground", [(30, 40, 50), (60, 110, 160), (120, 120, 120)])
@pytest.mark.parametrize("shadow", [False, True])
def test_the_corners_are_found_on_many_grounds_and_under_shadow(
    ground: tuple[int, int, int], shadow: bool
) -> None:
    quad = find_sheet(photograph(ground, shadow))
    assert quad is None or quad == pytest.approx(CORNERS, abs=12)
    assert quad is not None or (shadow and ground == (120, 120, 120))


def test_a_scan_has_no_sheet_to_be_cut_out() -> None:
    scan = np.full((800, 600, 3), 248, np.uint8)
    cv2.rectangle(scan, (60, 80), (540, 720), (30, 30, 30), 2)  # the frame of a form is no edge of paper
    for y in range(140, 620, 40):
        cv2.rectangle(scan, (100, y), (450, y + 10), (40, 40, 40), -1)
    assert find_sheet(scan) is None


def test_a_sheet_that_runs_out_of_the_picture_is_left_alone() -> None:
    assert find_sheet(photograph((30, 40, 50))[200:, :]) is None


def test_text_beside_the_sheet_is_noticed() -> None:
    picture = np.zeros((800, 600, 3), np.uint8)
    inside = np.array([[(100, 100), (300, 100), (300, 120), (100, 120)]], np.float32)
    assert holds_text(CORNERS, inside, picture)
    assert not holds_text(
        CORNERS, np.concatenate((inside, np.add(inside, (0, 640), dtype=np.float32))), picture
    )


@pytest.mark.parametrize(
    ("quad", "expected"),
    [
        (CORNERS, True),
        (np.array([(0, 0), (100, 80), (110, 90), (0, 90)], np.float32), False),
        (np.array([(0, 0), (0, 0), (10, 10), (0, 10)], np.float32), True),
    ][:2],
)
def test_shapes_of_sheets(quad: np.ndarray, expected: bool) -> None:
    assert is_sheet_shaped(quad) is expected

"""Plane transforms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleanup.transform import A4, carry, flatten, straighten_matrix, turn_matrix, warp
from ingest.ocr.ppocr import turn

SIZE = (60, 40)
CORNERS = np.array([[(0, 0), (59, 0), (59, 39), (0, 39)]], np.float32)


@pytest.mark.parametrize("angle_deg", [90, 180, 270])
def test_a_turned_point_lies_where_the_turned_picture_shows_it(angle_deg: int) -> None:
    picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    picture[7, 50] = 255
    matrix, size = turn_matrix(angle_deg, SIZE)
    turned = turn(picture, 360 - angle_deg)
    (x, y) = carry(np.array([[(50, 7)] * 4], np.float32), matrix)[0, 0]
    assert turned.shape[:2] == (size[1], size[0])
    assert turned[round(float(y)), round(float(x))].tolist() == [255, 255, 255]


@given(st.floats(-30, 30), st.integers(20, 400), st.integers(20, 400))
def test_straightening_keeps_the_whole_page_inside(skew_deg: float, width: int, height: int) -> None:
    matrix, (new_width, new_height) = straighten_matrix(skew_deg, (width, height))
    corners = carry(np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float32), matrix)
    assert corners.min() >= -1.5
    assert corners[..., 0].max() <= new_width + 1.5 and corners[..., 1].max() <= new_height + 1.5


@given(st.floats(-25, 25))
def test_a_leaning_line_is_level_after_straightening(skew_deg: float) -> None:
    angle = np.radians(skew_deg)
    end = (100 + 50 * np.cos(angle), 100 + 50 * np.sin(angle))
    matrix, _ = straighten_matrix(skew_deg, (300, 200))
    quad = carry(np.array([[(100, 100), end, end, (100, 100)]], np.float32), matrix)[0]
    assert quad[1, 1] == pytest.approx(quad[0, 1], abs=0.05) and quad[1, 0] > quad[0, 0]


def test_a_sheet_near_a4_becomes_a4() -> None:
    _, (width, height) = flatten(np.array([(10, 5), (410, 15), (430, 590), (0, 580)], np.float32))
    assert height / width == pytest.approx(A4, abs=0.01)


def test_other_shapes_stay_as_they_are() -> None:
    _, (width, height) = flatten(np.array([(0, 0), (300, 0), (300, 180), (0, 180)], np.float32))
    assert (width, height) == (300, 180)


def test_what_was_outside_gets_the_colour_of_the_edge() -> None:
    picture = np.full((40, 60, 3), 230, np.uint8)
    picture[10:20, 10:20] = 0
    matrix, size = straighten_matrix(20, SIZE)
    assert warp(picture, matrix, size)[0, 0].tolist() == [230, 230, 230]


def test_no_quads_stay_no_quads() -> None:
    assert carry(np.zeros((0, 4, 2), np.float32), np.eye(3)).shape == (0, 4, 2)

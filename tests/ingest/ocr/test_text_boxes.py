"""From the detector's map to boxes of lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.text_boxes import find_boxes, grow_by, order_corners, reading_order


def drawn(
    *rectangles: tuple[tuple[float, float], tuple[float, float], float], level: float = 1.0
) -> np.ndarray:
    probabilities = np.zeros((200, 300), np.float32)
    for rectangle in rectangles:
        cv2.fillPoly(probabilities, [cv2.boxPoints(rectangle).astype(np.int32)], (level,))
    return probabilities


def test_a_line_gives_one_box_grown_by_what_the_map_has_shrunk() -> None:
    (quad,) = find_boxes(drawn(((150, 100), (120, 10), 0)))
    by = grow_by(120, 10)
    assert quad[0] == pytest.approx([90 - by, 95 - by], abs=2)
    assert quad[2] == pytest.approx([210 + by, 105 + by], abs=2)


def test_lines_side_by_side_stay_apart() -> None:
    assert len(find_boxes(drawn(((60, 50), (80, 10), 0), ((180, 50), (80, 10), 0)))) == 2


def test_faint_and_tiny_spots_are_no_lines() -> None:
    assert len(find_boxes(drawn(((150, 100), (120, 10), 0), level=0.4))) == 0
    assert len(find_boxes(drawn(((150, 100), (1, 1), 0)))) == 0


def test_an_empty_map_gives_no_boxes_of_the_right_shape() -> None:
    assert find_boxes(np.zeros((64, 64), np.float32)).shape == (0, 4, 2)


@given(st.floats(-40, 40), st.floats(40, 90), st.floats(6, 14))
def test_corners_run_clockwise_from_the_top_left_of_the_text(
    angle_deg: float, width: float, height: float
) -> None:
    rectangle = cv2.boxPoints(((100.0, 100.0), (width, height), angle_deg)).astype(np.float32)
    quad = order_corners(rectangle)
    along, across = quad[1] - quad[0], quad[3] - quad[0]
    assert along[0] > 0 and across[1] > 0
    assert np.linalg.norm(along) == pytest.approx(width, rel=0.01)


def test_reading_order_goes_line_by_line() -> None:
    boxes = [(200, 12), (10, 10), (10, 60), (150, 58), (10, 110)]
    quads = np.array([[(x, y), (x + 90, y), (x + 90, y + 20), (x, y + 20)] for x, y in boxes], np.float32)
    assert reading_order(quads) == [1, 0, 2, 3, 4]


def test_reading_order_of_nothing_is_empty() -> None:
    assert reading_order(np.zeros((0, 4, 2), np.float32)) == []

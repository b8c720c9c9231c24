"""The whole clean-up with a pretend reader."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleanup.bilevel import is_bilevel, smooth_bilevel
from ingest.cleanup.pipeline import clean
from ingest.cleanup.size import LONG_SIDE_MAX, PIXELS_MAX, limit_size, to_bgr
from ingest.cleanup.transform import carry, turn_matrix
from ingest.ocr.contract import Picture
from ingest.ocr.text_boxes import order_corners

Lines = list[list[tuple[float, float]]]


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
def test_a_page_lying_any_way_comes_out_upright_with_its_lines(
    page: Picture, lines: Lines, turned: int, make_finder: Callable[..., object]
) -> None:
    picture = np.ascontiguousarray(np.rot90(page, turned))  # counter-clockwise
    matrix, _ = turn_matrix((360 - 90 * turned) % 360, (600, 800))
    lying = np.array([order_corners(quad) for quad in carry(np.array(lines, np.float32), matrix)])
    cleaned = clean(picture, make_finder(lying, lines))  # type: ignore[arg-type]
    assert cleaned.quality.turned_deg == 90 * turned
    assert np.array_equal(cleaned.picture, page)
    assert cleaned.lines == pytest.approx(np.array(lines), abs=1.5)


def test_an_upright_page_is_left_as_it_is_and_looked_at_once(
    page: Picture, lines: Lines, make_finder: Callable[..., object]
) -> None:
    finder = make_finder(lines)
    cleaned = clean(page, finder)  # type: ignore[arg-type]
    assert np.array_equal(cleaned.picture, page) and cleaned.ocr_input is cleaned.picture
    assert finder.looks == 1  # type: ignore[attr-defined]
    assert not cleaned.quality.is_rectified and cleaned.quality.skew_deg == 0 and cleaned.problems == ()


def test_a_small_lean_is_taken_out_and_the_lines_follow(
    page: Picture, lines: Lines, make_finder: Callable[..., object]
) -> None:
    lean = cv2.getRotationMatrix2D((300, 400), -2.0, 1.0)
    leaning = carry(np.array(lines, np.float32), np.vstack((lean, [0, 0, 1])))
    picture = np.asarray(cv2.warpAffine(page, lean, (600, 800), borderValue=(240, 240, 240)), np.uint8)
    cleaned = clean(picture, make_finder(leaning))  # type: ignore[arg-type]
    assert cleaned.quality.skew_deg == pytest.approx(2.0, abs=0.1)
    slopes = (cleaned.lines[:, 1, 1] - cleaned.lines[:, 0, 1]) / 300
    assert np.abs(slopes).max() < 0.002
    x, y = cleaned.lines[3].mean(axis=0).astype(int)
    assert cleaned.picture[y, x - 120].mean() < 120  # there is ink where the line is said to be


def test_a_blank_page_is_called_blank(make_finder: Callable[..., object]) -> None:
    cleaned = clean(np.full((300, 200, 3), 250, np.uint8), make_finder([]))  # type: ignore[arg-type]
    assert cleaned.quality.is_blank and [p.code for p in cleaned.problems] == ["page_blank"]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([None, 1, 3, 4]), st.booleans())
def test_any_picture_comes_through(height: int, width: int, channels: int | None, deep: bool) -> None:
    class Blind:
        def locate(self, image: Picture) -> np.ndarray:
            return np.zeros((0, 4, 2), np.float32)

        def read_lines(self, crops: object, expects: object = ()) -> list[object]:
            return []

    shape = (height, width) if channels is None else (height, width, channels)
    random = np.random.default_rng(height * 61 + width)
    picture = (
        random.integers(0, 65535, shape, np.uint16) if deep else random.integers(0, 255, shape, np.uint8)
    )
    cleaned = clean(picture, Blind())  # type: ignore[arg-type]
    assert cleaned.picture.shape == (height, width, 3) == cleaned.ocr_input.shape


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((0, 5, 3), np.uint8),
        np.zeros((5, 5), np.float32),
        np.zeros((5, 5, 2), np.uint8),
        np.zeros(9, np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(image: np.ndarray) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        to_bgr(image)


def test_transparency_is_white_paper() -> None:
    image = np.zeros((2, 2, 4), np.uint8)
    image[0, 0, 3] = 255
    assert to_bgr(image)[0, 0].tolist() == [0, 0, 0] and to_bgr(image)[1, 1].tolist() == [255, 255, 255]


def test_giant_pictures_are_brought_to_a_size_that_can_be_worked_with() -> None:
    assert max(limit_size(np.zeros((4000, 5000, 3), np.uint8)).shape) == LONG_SIDE_MAX
    assert limit_size(np.zeros((9000, 1000, 3), np.uint8)).shape == (9000, 1000, 3)
    long = limit_size(np.zeros((20_000, 2000, 3), np.uint8)).shape
    assert long[0] * long[1] <= PIXELS_MAX * 1.01 and long[0] == pytest.approx(10 * long[1], abs=10)


def test_only_black_and_white_pages_are_smoothed() -> None:
    board = np.kron(np.indices((20, 20)).sum(axis=0) % 2 * 255, np.ones((8, 8))).astype(np.uint8)
    soft = to_bgr(np.asarray(cv2.GaussianBlur(board, (0, 0), 2), np.uint8))
    hard = np.where(soft > 127, 255, 0).astype(np.uint8)
    assert smooth_bilevel(soft) is soft
    assert is_bilevel(hard) and len(np.unique(smooth_bilevel(hard))) > 2
    assert not is_bilevel(np.full((50, 50, 3), 255, np.uint8))

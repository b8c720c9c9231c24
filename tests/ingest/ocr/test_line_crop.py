"""Cutting lines out of a page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ingest.ocr.line_crop import LINE_HEIGHT, cut_quad, is_tall, quad_size, to_strip, widen


def quad(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def test_an_upright_line_is_cut_without_resampling() -> None:
    page = np.random.default_rng(1).integers(0, 255, (100, 200, 3), np.uint8)
    assert np.array_equal(cut_quad(page, quad(20, 30, 120, 50)), page[30:50, 20:120])


def test_a_leaning_line_comes_out_straight() -> None:
    page = np.full((200, 300, 3), 255, np.uint8)
    corners = cv2.boxPoints(((150, 100), (160, 20), 12.0))
    cv2.fillPoly(page, [corners.astype(np.int32)], (0, 0, 0))
    ordered = np.array([corners[1], corners[2], corners[3], corners[0]], np.float32)
    cut = cut_quad(page, ordered)
    assert cut.shape[0] == pytest.approx(20, abs=2) and cut.shape[1] == pytest.approx(160, abs=2)
    assert cut[3:-3, 3:-3].mean() < 20


@pytest.mark.parametrize("corners", [(5, 5, 5, 5), (-20, -20, -5, -5), (190, 90, 230, 130)])
def test_a_cut_is_never_empty(corners: tuple[float, float, float, float]) -> None:
    page = np.zeros((100, 200, 3), np.uint8)
    assert cut_quad(page, quad(*corners)).size > 0


def test_what_runs_downwards_is_tall() -> None:
    assert is_tall(quad(0, 0, 20, 60)) and not is_tall(quad(0, 0, 60, 20)) and not is_tall(quad(0, 0, 20, 24))


def test_strips_keep_their_proportion() -> None:
    strip = to_strip(np.zeros((24, 120, 3), np.uint8))
    assert strip.shape == (LINE_HEIGHT, 240, 3)


def test_widening_moves_every_side_by_a_share_of_the_height() -> None:
    wider = widen(quad(100, 100, 200, 120), 0.5)
    assert wider == pytest.approx(quad(90, 90, 210, 130))
    assert quad_size(wider) == (120, 40)

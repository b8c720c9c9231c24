"""Lean and fan of lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleanup.fan import close_fan, fit_slope, measure_spread
from ingest.cleanup.skew import measure_skew
from ingest.cleanup.transform import carry

SIZE = (1000, 1400)


def leaning(angle_deg: float, count: int = 12) -> np.ndarray:
    slope = np.tan(np.radians(angle_deg))
    return fanned(lambda _: slope, count)


def fanned(slope_at, count: int = 12) -> np.ndarray:  # type: ignore[no-untyped-def]
    found = []
    for y in np.linspace(100, 1300, count):
        s = slope_at(y - SIZE[1] / 2)
        found.append(
            [(100, y - 400 * s), (900, y + 400 * s), (900, y + 400 * s + 25), (100, y - 400 * s + 25)]
        )
    return np.array(found, np.float32)


@given(st.floats(-25, 25))
def test_the_lean_is_measured(angle_deg: float) -> None:
    expected = angle_deg if abs(angle_deg) >= 0.2 else 0
    assert measure_skew(leaning(angle_deg)) == pytest.approx(
        expected, abs=0.25 if abs(angle_deg) < 0.3 else 0.05
    )


def test_half_of_the_lines_may_be_astray() -> None:
    lines = np.concatenate((leaning(2.0, 12), leaning(20, 5)))
    assert measure_skew(lines) == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("lines", [np.zeros((0, 4, 2), np.float32), leaning(5, 2)])
def test_too_few_lines_tell_nothing(lines: np.ndarray) -> None:
    assert measure_skew(lines) == 0 and measure_spread(lines, SIZE) == 0


@pytest.mark.parametrize("spread", [4e-5, -1e-4])
def test_a_fan_is_measured_and_closed(spread: float) -> None:
    lines = fanned(lambda y: 0.02 + spread * y)
    found = measure_spread(lines, SIZE)
    assert found == pytest.approx(spread, rel=0.1)
    matrix, size = close_fan(found, SIZE)
    closed = carry(lines, matrix)
    slopes = (closed[:, 1, 1] - closed[:, 0, 1]) / (closed[:, 1, 0] - closed[:, 0, 0])
    assert np.ptp(slopes) < 0.003
    assert all(0.8 * a < b < 1.4 * a for a, b in zip(SIZE, size, strict=True))


def test_parallel_lines_are_no_fan() -> None:
    assert measure_spread(leaning(4.0), SIZE) == 0


def test_lines_in_a_corner_of_the_page_do_not_tell() -> None:
    lines = fanned(lambda y: 1e-4 * y)
    lines[:, :, 1] = lines[:, :, 1] * 0.2
    assert measure_spread(lines, SIZE) == 0


def test_the_fit_is_not_led_astray() -> None:
    x = np.arange(20, dtype=np.float64)
    y = 3 * x + 1
    y[::4] += 500
    assert fit_slope(x, y)[0] == pytest.approx(3)

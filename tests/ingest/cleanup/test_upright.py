"""Which way up: told by a few lines, whose readings are handed on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ingest.cleanup.pipeline import clean
from ingest.cleanup.upright import SAMPLES, find_uprightness
from ingest.ocr.contract import Picture, line_key

Lines = list[list[tuple[float, float]]]


@pytest.mark.parametrize(("turned", "turn_deg"), [(0, 0), (2, 180)])
def test_the_sampled_lines_are_read_the_right_way_up(
    page: Picture, lines: Lines, turned: int, turn_deg: int, make_finder: Callable[..., object]
) -> None:
    picture = np.ascontiguousarray(np.rot90(page, turned))
    quads = np.array(lines, np.float32)
    if turned:
        quads = (np.array([599, 799], np.float32) - quads)[:, [2, 3, 0, 1]]
    upright = find_uprightness(picture, quads, make_finder(lines))  # type: ignore[arg-type]
    assert upright.turn_deg == turn_deg and len(upright.readings) == SAMPLES
    assert upright.score == pytest.approx(0.97)


def test_without_lines_a_page_stays_as_it_is(page: Picture, make_finder: Callable[..., object]) -> None:
    upright = find_uprightness(page, np.zeros((0, 4, 2), np.float32), make_finder([]))  # type: ignore[arg-type]
    assert (upright.turn_deg, upright.score, dict(upright.readings)) == (0, 0.0, {})


def test_what_was_read_is_known_by_the_line_on_the_clean_page(
    page: Picture, lines: Lines, make_finder: Callable[..., object]
) -> None:
    cleaned = clean(page, make_finder(lines))  # type: ignore[arg-type]
    assert len(cleaned.readings) == SAMPLES
    assert set(cleaned.readings) <= {line_key(quad) for quad in cleaned.lines}

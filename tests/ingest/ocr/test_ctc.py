"""Decoding a line's probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.ctc import BLANK, decode


def steps(*best: int | dict[int, float], classes: int = 6) -> np.ndarray:
    """A matrix with one row for each step: a class that is certain, or classes with their probabilities."""
    rows = np.full((len(best), classes), 1e-6, np.float32)
    for row, what in zip(rows, best, strict=True):
        for c, p in ({what: 0.99} if isinstance(what, int) else what).items():
            row[c] = p
    return rows


def letters(matrix: np.ndarray) -> list[int]:
    return [seen.options[0][0] for seen in decode(matrix)]


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ((), []),
        ((BLANK, BLANK), []),
        ((1, 1, 1), [1]),
        ((1, BLANK, 1), [1, 1]),
        ((1, 2, 2, BLANK, 3), [1, 2, 3]),
    ],
)
def test_runs_become_one_character_and_blanks_part_them(best: tuple[int, ...], expected: list[int]) -> None:
    matrix = steps(*best) if best else np.zeros((0, 6), np.float32)
    assert letters(matrix) == expected


def test_alternatives_are_kept_best_first_without_the_blank() -> None:
    (seen,) = decode(steps({BLANK: 0.1, 2: 0.6, 4: 0.25, 5: 0.05}))
    assert [c for c, _ in seen.options] == [2, 4, 5]
    assert seen.options[1][1] == pytest.approx(0.25)


def test_a_run_is_judged_at_its_surest_step() -> None:
    (seen,) = decode(steps({2: 0.5, 3: 0.4}, {2: 0.9, 4: 0.05}))
    assert seen.options[0][1] == pytest.approx(0.9)
    assert [c for c, _ in seen.options] == [2, 4]


def test_the_place_is_the_middle_of_the_run() -> None:
    first, second = decode(steps(BLANK, 1, 1, 1, BLANK, 2))
    assert (first.step, second.step) == (2.0, 5.0)


@given(st.lists(st.integers(0, 5), max_size=30))
def test_places_ascend_and_every_character_has_options(best: list[int]) -> None:
    found = decode(steps(*best)) if best else ()
    places = [seen.step for seen in found]
    assert places == sorted(places)
    assert all(seen.options for seen in found)

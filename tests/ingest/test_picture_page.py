"""A page that is a picture, as the reader that looks but reads nothing sees it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.document import Problem
from ingest.picture_page import read_picture
from ingest.problems import problem


def half_grey_photograph() -> NDArray[np.uint8]:
    """White print paper above, and below it the grey that fills what a cut file lacks."""
    picture = np.full((1200, 900, 3), 255, np.uint8)
    picture[450:] = 128
    picture[100:400:40, 100:800] = 0
    return picture


@pytest.mark.parametrize(
    ("of_file", "told"),
    [((), ["picture_glare"]), ((problem("picture_truncated"),), ["picture_truncated"])],
    ids=["whole", "cut"],
)
def test_what_fills_a_cut_picture_is_not_taken_for_a_fault_of_the_light(
    engine: Any, of_file: tuple[Problem, ...], told: list[str]
) -> None:
    page = read_picture(half_grey_photograph(), 150.0, 1, engine, of_file).page
    assert [found.code for found in page.problems if found.code != "picture_blurred"] == told
    assert {found.page for found in page.problems} == {1}

from __future__ import annotations

import base64
import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from domain.document import Place
from domain.geometry import Box
from web.reports.crops import MAX_HEIGHT_PX, MAX_WIDTH_PX, cut_crops, window

NUMBERS = st.floats(-500, 3000)


def boxes() -> st.SearchStrategy[Box]:
    return st.builds(
        lambda x, y, w, h: Box(x, y, x + w, y + h), NUMBERS, NUMBERS, st.floats(0, 2000), st.floats(0, 2000)
    )


@given(boxes(), st.integers(1, 2500), st.integers(1, 2500))
def test_window_is_inside_the_page_and_never_empty(box: Box, width: int, height: int) -> None:
    shown = window(box, width, height)
    assert 0 <= shown.x0 < shown.x1 <= width
    assert 0 <= shown.y0 < shown.y1 <= height


def test_window_shows_the_whole_place_with_its_surroundings() -> None:
    shown = window(Box(500, 500, 700, 530), 1240, 1754)
    assert shown.contains(Box(500, 500, 700, 530))
    assert shown.width > 400 and shown.height > 100


def test_crop_is_small_and_its_outline_fits(page_pictures: dict[tuple[str, int], bytes]) -> None:
    place = Place("a" * 64, 1, Box(100, 100, 1100, 1600).polygon(), 150)
    crop = cut_crops([place, place], lambda file, page: page_pictures[(file, page)])[place]
    picture = Image.open(io.BytesIO(base64.b64decode(crop.data)))
    assert picture.size == (crop.width, crop.height)
    assert crop.width <= MAX_WIDTH_PX and crop.height <= MAX_HEIGHT_PX
    corners = [tuple(map(float, point.split(","))) for point in crop.outline.split()]
    assert all(0 <= x <= crop.width and 0 <= y <= crop.height for x, y in corners)


def test_each_page_is_asked_for_once() -> None:
    asked: list[tuple[str, int]] = []

    def pictures(file: str, page: int) -> bytes | None:
        asked.append((file, page))
        return None

    places = [Place("a", 1, Box(0, n, 10, n + 5).polygon(), 150) for n in range(5)]
    assert cut_crops(places, pictures) == {}
    assert asked == [("a", 1)]

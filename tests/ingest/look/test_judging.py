"""What is said of a photograph at once: nothing of good ones, the right thing of bad ones, and where."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from domain.document import FileState, Severity
from domain.reading import Limits
from ingest.inspection import inspect
from ingest.look.glimpse import THUMBNAIL_PX, glimpse
from ingest.look.judging import look_at
from samples.degrade import Damage, degrade, photo, ruin, scan

Picture = NDArray[np.uint8]
TEXT = (
    "Repair order 0017  LSVAB2BR4GN012345",
    "mileage 20,418 km   plate A 12345",
    "oil and filter 640.00 CNY",
)


@cache
def sheet(height: int = 1500, width: int = 1064) -> Picture:
    """A printed sheet: lines of letters 18 px high with margins, a ruled box around some."""
    page = np.full((height, width, 3), 255, np.uint8)
    for number, y in enumerate(range(124, height - 130, 44)):
        cv2.putText(
            page, TEXT[number % 3], (100, y), cv2.FONT_HERSHEY_DUPLEX, 0.84, (25, 25, 25), 1, cv2.LINE_AA
        )
    cv2.rectangle(page, (88, 340), (width - 88, 820), (40, 40, 40), 2)
    return page


def on_desk(page: Picture | None = None) -> Picture:
    """The sheet on a brown desk, evenly lit, paper at 200 of 255."""
    return _laid(None).copy() if page is None else _lay(page)


@cache
def _laid(_: None) -> Picture:
    return _lay(sheet())


def _lay(page: Picture) -> Picture:
    desk = np.full((page.shape[0] + 160, page.shape[1] + 160, 3), (60, 75, 100), np.uint8)
    desk[80:-80, 80:-80] = page * 0.78
    return np.clip(desk + np.random.default_rng(1).normal(0, 3, desk.shape), 0, 255).astype(np.uint8)


def lamp(picture: Picture, x: float, y: float, radius: float) -> Picture:
    """A reflection that leaves nothing of what it covers; place and size as shares of the long side."""
    rows, columns = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]]
    long_side = max(picture.shape)
    distance = np.hypot(rows - y * picture.shape[0], columns - x * picture.shape[1])
    with np.errstate(over="ignore"):
        spot = (1 / (1 + np.exp((distance / long_side - radius) / (0.15 * radius))))[..., None]
    return np.asarray(np.clip(picture * (1 - spot) + 262 * spot, 0, 255), np.uint8)


def shaken(picture: Picture, length: int = 7) -> Picture:
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    return np.asarray(cv2.filter2D(picture, -1, kernel), np.uint8)


def blurred(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def said(picture: Picture, scale: float = 1.0) -> dict[str, Severity]:
    return {problem.code: problem.severity for problem in look_at(picture, scale)}


def jpeg(picture: Picture, quality: int = 88) -> bytes:
    return np.asarray(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]).tobytes()


@pytest.mark.parametrize("seed", range(5))
def test_a_photograph_with_the_usual_faults_raises_no_alarm(seed: int) -> None:
    rng = np.random.default_rng(seed)
    taken = photo(sheet(), Damage("photo", 240, 80, False, float(rng.uniform(0, 0.55))), rng)
    assert not [p for p in look_at(taken[:, :, ::-1].copy()) if p.severity is not Severity.NOTE]


@pytest.mark.parametrize("medium", ["scan", "fax", "copy"])
def test_other_media_raise_no_alarm(medium: str) -> None:
    for seed in range(3):
        damage = Damage(medium, 200, 80, True, 0.2 * seed)
        taken = degrade(sheet(), damage, np.random.default_rng(seed))
        assert not [p for p in look_at(taken) if p.severity is not Severity.NOTE], seed


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda p: p, {}),
        (lambda p: blurred(p, 2.5), {"picture_blurred": "medium"}),
        (lambda p: blurred(p, 10), {"picture_blurred": "high"}),
        (shaken, {"picture_shaken": "medium"}),
        (lambda p: shaken(p, 18), {"picture_blurred": "high"}),
        (lambda p: ruin(p, np.random.default_rng(0)), {"picture_blurred": "high"}),
        (lambda p: (p * 0.33).astype(np.uint8), {"picture_dark": "medium"}),
        (lambda p: (p * 0.1).astype(np.uint8), {"picture_dark": "high"}),
        (lambda p: (p * 0.15 + 222).clip(0, 255).astype(np.uint8), {"picture_washed_out": "medium"}),
        (lambda p: cv2.resize(p, None, fx=0.38, fy=0.38, interpolation=cv2.INTER_AREA), {"picture_too_small": "medium"}),
        (lambda p: lamp(p, 0.6, 0.3, 0.06), {"picture_glare": "medium"}),
        (lambda p: p[:, 225:], {"page_cut_off": "medium"}),
        (lambda p: p[150:], {"page_edge_outside": "note"}),
    ],
    ids=["good", "blurred", "far out of focus", "shaken", "shaken much", "ruined", "dark", "black", "washed out", "small", "glare",
         "lines cut", "edge outside"],
)  # fmt: skip
def test_each_fault_is_called_by_its_name(
    spoil: Callable[[Picture], Picture], expected: dict[str, str]
) -> None:
    assert said(np.ascontiguousarray(spoil(on_desk()))) == expected


@pytest.mark.parametrize(("x", "y"), [(0.3, 0.3), (0.6, 0.7)])
def test_glare_is_shown_where_it_is(x: float, y: float) -> None:
    (found,) = look_at(lamp(on_desk(), x, y, 0.06))
    assert found.area is not None
    x0, y0, x1, y1 = found.area
    assert x0 < x < x1 and y0 < y < y1 and x1 - x0 < 0.3


def test_glare_over_a_quarter_of_the_sheet_is_hopeless() -> None:
    assert said(lamp(on_desk(), 0.5, 0.5, 0.33))["picture_glare"] is Severity.HIGH


def test_a_bright_desk_lamp_beside_the_sheet_is_no_glare() -> None:
    picture = on_desk()
    picture[5:60, 400:620] = 255
    assert "picture_glare" not in said(picture)


def test_paper_bright_on_the_window_side_is_no_glare() -> None:
    picture = on_desk().astype(np.float32)
    picture *= np.linspace(1.35, 0.75, picture.shape[1])[None, :, None]
    assert said(picture.clip(0, 255).astype(np.uint8)) == {}


def test_a_deep_shadow_is_only_noted() -> None:
    picture = on_desk()
    picture[:, :470] = picture[:, :470] * 0.3
    assert said(picture) == {"picture_shadow": Severity.NOTE}


def test_a_scan_of_a_whole_sheet_has_no_missing_side() -> None:
    assert said(scan(sheet(), Damage("scan", 200, 80, True, 0.1), np.random.default_rng(3))) == {}


def test_an_empty_sheet_says_nothing() -> None:
    assert said(on_desk(np.full((1500, 1064, 3), 255, np.uint8))) == {}


def test_the_size_of_print_is_that_of_the_file_not_of_what_was_looked_at() -> None:
    half = np.asarray(cv2.resize(on_desk(), None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA), np.uint8)
    assert said(half, scale=0.8) == {}
    assert "picture_too_small" in said(half, scale=1.6)


def test_inspecting_a_photograph_tells_its_faults_and_makes_a_thumbnail() -> None:
    found = inspect("IMG_0001.jpg", jpeg(lamp(on_desk(), 0.5, 0.4, 0.08)), Limits())
    assert found.state is FileState.READ and found.problems == ()
    assert [p.code for p in found.look] == ["picture_glare"] and found.look[0].page == 1
    small = Image.open(io.BytesIO(found.thumbnail))
    assert max(small.size) == THUMBNAIL_PX and len(found.thumbnail) < 40_000


def test_the_thumbnail_and_the_place_follow_the_turn_that_the_camera_noted() -> None:
    picture = Image.fromarray(lamp(on_desk(), 0.7, 0.3, 0.06)[:, :, ::-1])
    exif = Image.Exif()
    exif[0x0112] = 6  # shown a quarter turn clockwise
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, exif=exif)
    small, (found,) = glimpse(out.getvalue())
    shown = Image.open(io.BytesIO(small))
    assert shown.width > shown.height
    assert (
        found.area is not None and found.area[0] < 0.7 < found.area[2] and found.area[1] < 0.7 < found.area[3]
    )


def test_what_cannot_be_decoded_is_left_to_reading() -> None:
    whole = jpeg(on_desk())
    found = inspect("a.jpg", whole[: len(whole) // 3], Limits())
    assert found.state is FileState.READ
    assert inspect("b.png", b"\x89PNG\r\n\x1a\n" + bytes(200), Limits()).look == ()


def test_a_photograph_of_twelve_megapixels_takes_less_than_half_a_second() -> None:
    large = np.asarray(cv2.resize(on_desk(), (3024, 4032), interpolation=cv2.INTER_CUBIC), np.uint8)
    content = jpeg(large, 92)
    glimpse(content)  # what is loaded once is not counted
    spent = []
    for _ in range(3):
        start = time.process_time()
        glimpse(content)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.5

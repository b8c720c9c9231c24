"""Reading single places again: cutting, order, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from domain.document import Place, Word
from domain.field import ReadRequest
from domain.geometry import Box, Polygon
from ingest.ocr.contract import LineReading, Picture
from ingest.second_reading import cut_place, read_again


class Meter:
    """Says how large each crop is and how bright in its middle."""

    name, version, languages = "meter", "1", ("eng",)

    def __init__(self) -> None:
        self.calls = 0

    def read_page(self, image: Picture) -> tuple[Word, ...]:
        return ()

    def read_lines(self, crops: Sequence[Picture], expects: Sequence[str]) -> list[LineReading]:
        self.calls += 1
        return [
            LineReading(
                f"{expected}:{crop.shape[1]}x{crop.shape[0]}:{crop[crop.shape[0] // 2].mean():.0f}", 0.5
            )
            for crop, expected in zip(crops, expects, strict=True)
        ]


@pytest.fixture
def picture() -> bytes:
    page = np.full((400, 600, 3), 255, np.uint8)
    page[100:120, 50:250] = 0
    page[200:380, 300:320] = 100
    return cv2.imencode(".png", page)[1].tobytes()


def request(polygon: Polygon, file: str = "f", page: int = 1, expects: str = "vin") -> ReadRequest:
    return ReadRequest("doc", "vin", None, Place(file, page, polygon, 200), expects)


LINE = Box(50, 100, 250, 120).polygon()


def test_places_are_cut_with_a_margin_and_answered_in_order_in_one_call(picture: bytes) -> None:
    meter = Meter()
    asked = (request(LINE, expects="date"), request(LINE), request(Box(300, 200, 320, 380).polygon()))
    answers = read_again({("f", 1): picture}, asked, meter)
    assert meter.calls == 1
    assert [answer.request for answer in answers] == list(asked)
    assert [answer.text.split(":")[0] for answer in answers] == ["date", "vin", "vin"]
    assert answers[0].text.split(":")[1] == "206x26"  # the line grows by the margin on every side
    assert answers[2].text.split(":")[1] == "186x26"  # text that runs downwards is laid flat
    assert {answer.source for answer in answers} == {"ocr:meter@1"}


@pytest.mark.parametrize("content", [None, b"", b"not a picture"])
def test_a_missing_or_broken_picture_is_answered_with_nothing(picture: bytes, content: bytes | None) -> None:
    pictures = {("f", 1): picture} | ({} if content is None else {("g", 2): content})
    first, second = read_again(pictures, (request(LINE, "g", 2), request(LINE)), Meter())
    assert (first.text, first.score) == ("", 0.0)
    assert second.text.startswith("vin:")


def test_nothing_asked_nothing_read() -> None:
    meter = Meter()
    assert read_again({}, (), meter) == () and meter.calls == 0


@pytest.mark.parametrize(
    "points",
    [
        [(-50, -50), (900, -50), (900, 900), (-50, 900)],
        [(700, 500), (800, 500), (800, 520), (700, 520)],
        [(10, 10), (10, 10), (10, 10), (10, 10)],
        [(10, 10), (60, 12), (30, 40)],
        [(10, 10), (60, 10), (80, 20), (60, 30), (10, 30)],
    ],
)
def test_any_polygon_gives_a_crop(points: list[tuple[float, float]]) -> None:
    crop = cut_place(np.zeros((400, 600, 3), np.uint8), points)
    assert crop.size > 0 and crop.shape[2] == 3

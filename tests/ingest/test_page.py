"""Reading a page: whatever the bytes, there is a page with words or with a problem."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reading import Limits
from ingest.page import read_page

Make = Callable[..., bytes]
LINE = "BT /F1 12 Tf 72 700 Td (Paper) Tj ET"


def test_a_photograph_is_read_by_the_engine(make_picture: Make, engine: object, limits: Limits) -> None:
    reading = read_page("a.jpg", make_picture(size=(800, 600)), 1, limits, engine)  # type: ignore[arg-type]
    assert [word.text for word in reading.page.words] == ["SEEN"]
    shown = cv2.imdecode(np.frombuffer(reading.picture, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None and shown.shape[:2] == (reading.page.height_px, reading.page.width_px)
    assert len(reading.page.rules) >= 4


def test_a_blank_page_is_noted_and_not_read(engine: object, limits: Limits) -> None:
    blank = cv2.imencode(".png", np.full((800, 600, 3), 250, np.uint8))[1].tobytes()
    page = read_page("a.png", blank, 1, limits, engine).page  # type: ignore[arg-type]
    assert page.quality.is_blank and page.words == ()
    assert [(found.code, found.severity) for found in page.problems] == [("page_blank", "note")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"hello", "page_missing"),
        ("a.pdf", b"%PDF-1.7 nothing", "pdf_broken"),
        ("a.jpg", b"\xff\xd8\xff\xe0 nothing", "picture_broken"),
        ("a.pdf", b"", "page_missing"),
    ],
)
def test_bad_bytes_give_a_page_with_the_reason(
    name: str, content: bytes, code: str, engine: object, limits: Limits
) -> None:
    reading = read_page(name, content, 3, limits, engine)  # type: ignore[arg-type]
    assert [(found.code, found.page) for found in reading.page.problems] == [(code, 3)]
    assert (reading.page.number, reading.picture, reading.page.words) == (3, b"", ())


def test_a_page_that_is_not_there_is_reported(make_pdf: Make, engine: object, limits: Limits) -> None:
    for number in (0, 2, -1, 10**9):
        page = read_page("a.pdf", make_pdf(LINE), number, limits, engine).page  # type: ignore[arg-type]
        assert [found.code for found in page.problems] == ["page_missing"]


def test_an_engine_that_fails_leaves_a_page_with_the_reason(make_picture: Make, limits: Limits) -> None:
    class Failing:
        def locate(self, image: object) -> object:
            raise RuntimeError("inference failed")

    page = read_page("a.jpg", make_picture(), 1, limits, Failing()).page  # type: ignore[arg-type]
    assert [found.code for found in page.problems] == ["page_failed"]


def test_want_of_memory_is_passed_on_to_the_pool(make_picture: Make, limits: Limits) -> None:
    class Hungry:
        def locate(self, image: object) -> object:
            raise RuntimeError("std::bad_alloc")

    with pytest.raises(MemoryError):
        read_page("a.jpg", make_picture(), 1, limits, Hungry())  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_damage_to_a_pdf_raises(make_pdf: Make, data: st.DataObject) -> None:
    class Blind:
        def locate(self, image: object) -> object:
            return np.zeros((0, 4, 2), np.float32)

        def read_page(
            self, image: object, lines: object = None, readings: object = None
        ) -> tuple[object, ...]:
            return ()

        def read_lines(self, crops: object, expects: object = ()) -> list[object]:
            return []

    content = bytearray(make_pdf("BT /F1 12 Tf 20 50 Td (Paper) Tj ET", size=(150, 100)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    page = read_page("a.pdf", bytes(content), 1, Limits(), Blind()).page  # type: ignore[arg-type]
    assert page.width_px or page.problems

"""The main reader looks at the paint where the second reader does not see what a text layer says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pytest

from domain.document import Place
from domain.field import ReadAnswer, ReadRequest
from domain.geometry import Box
from ingest.ocr.contract import LineReading
from ingest.paint_reading import look_at_paint, says

PAGE = ("sha", 1)


class Main:
    name, version, languages = "main", "1", ("eng",)

    def __init__(self) -> None:
        self.widths: list[int] = []

    def read_page(self, image: Any) -> tuple[()]:
        return ()

    def read_lines(self, crops: Sequence[Any], expects: Sequence[str] = ()) -> list[LineReading]:
        self.widths += [crop.shape[1] for crop in crops]
        return [LineReading("2026-04-29", 0.99) for _ in crops]


def answer(text: str, printed: str, field: str = "register_date") -> ReadAnswer:
    place = Place(*PAGE, Box(100, 40, 260, 60).polygon(), 200.0)
    return ReadAnswer(ReadRequest("d", field, None, place, "date", printed), text, 0.9, "ocr:second@1")


@pytest.fixture
def pictures() -> dict[tuple[str, int], bytes]:
    return {PAGE: cv2.imencode(".png", np.full((100, 400, 3), 255, np.uint8))[1].tobytes()}


def test_only_what_the_second_reader_does_not_see_is_looked_at(pictures: Any) -> None:
    main = Main()
    seen = (
        answer("2025/04/29", "2025-04-29"),
        answer("2026-04-29", "2025-04-29", "transfer_date"),
        answer("anything", "", "issue_date"),
    )
    (look,) = look_at_paint(pictures, seen, main)
    assert (look.request.field, look.text, look.source) == ("transfer_date", "2026-04-29", "ocr:main@1")
    assert main.widths[0] > 160 + 20  # with a little of what stands beside it


def test_where_the_second_reader_bears_everything_out_no_model_is_loaded(pictures: Any) -> None:
    assert look_at_paint(pictures, (answer("2025-04-29", "2025-04-29"),)) == ()


@pytest.mark.parametrize(
    ("text", "printed", "is_said"),
    [
        ("2025年04月29日", "2025-04-29", False),
        ("日期 2025 04 29", "2025-04-29", True),
        ("ＬＳＶ１２", "LSV12", True),
        ("", "2025", False),
    ],
)
def test_only_letters_and_digits_are_compared(text: str, printed: str, is_said: bool) -> None:
    assert says(text, printed) is is_said

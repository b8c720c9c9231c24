"""No optional step costs a page: whichever raises, the words stay and one note says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from domain.document import Severity
from domain.reading import Limits
from ingest.inspection import inspect
from ingest.optional import OPTIONAL_STEPS, attempt, failures_told
from ingest.page import read_page

Make = Callable[..., bytes]
LINES = (
    "BT /F1 12 Tf 72 700 Td (Registration of one motor vehicle) Tj ET "
    "BT /F1 12 Tf 72 680 Td (VIN LSVCY6C49MN027789) Tj ET "
)


def broken(*_args: object, **_keys: object) -> Any:
    raise RuntimeError("damaged")


PDF_STEPS = (
    ("fields", "ingest.pdf.page.with_fields_drawn", "LSVCY6C49MN027789"),
    ("text_layer", "ingest.pdf.page.layout_of", "SEEN"),
    ("text_layer", "ingest.pdf.page.place_glyphs", "SEEN"),
    ("painted_objects", "ingest.pdf.page.list_objects", "SEEN"),
    ("painted_objects", "ingest.pdf.page.judge", "SEEN"),
    ("rulings", "ingest.pdf.page.place_rules", "LSVCY6C49MN027789"),
    ("fitting", "ingest.pdf.reading.fit_boxes", "LSVCY6C49MN027789"),
    ("remainder", "ingest.pdf.reading.find_remainder", "LSVCY6C49MN027789"),
    ("remainder", "ingest.pdf.reading.read_remainder", "LSVCY6C49MN027789"),
    ("barcodes", "ingest.pdf.reading.read_barcodes_in", "LSVCY6C49MN027789"),
)
PICTURE_STEPS = (
    ("orientation_tag", "ingest.images.ImageOps.exif_transpose"),
    ("smoothing", "ingest.cleanup.pipeline.smooth_bilevel"),
    ("posture", "ingest.cleanup.pipeline.find_posture"),
    ("quality", "ingest.cleanup.pipeline.measure_quality"),
    ("quality", "ingest.cleanup.pipeline.advise"),
    ("barcodes", "ingest.picture_page.read_barcodes"),
    ("rulings", "ingest.picture_page.find_rulings"),
)


def told(problems: tuple[Any, ...]) -> list[tuple[str, Severity]]:
    return [(found.code, found.severity) for found in problems]


@pytest.mark.parametrize(("step", "place", "word"), PDF_STEPS, ids=[place for _, place, _ in PDF_STEPS])
def test_a_failing_step_of_a_pdf_page_costs_no_words(
    step: str, place: str, word: str, make_pdf: Make, engine: Any, limits: Limits, monkeypatch: Any
) -> None:
    monkeypatch.setattr(place, broken)
    reading = read_page("a.pdf", make_pdf(LINES), 1, limits, engine)
    assert word in [found.text for found in reading.page.words]
    assert told(reading.page.problems) == [("step_failed", Severity.NOTE)]
    names = next(known for known in OPTIONAL_STEPS if known.name == step)
    (problem,) = reading.page.problems
    assert names.zh in problem.message.zh and names.en_loss in problem.message.en
    assert "RuntimeError" in problem.message.en and problem.page == 1
    assert reading.picture


def test_a_page_whose_annotations_cannot_be_painted_is_painted_without(
    make_pdf: Make, engine: Any, limits: Limits, monkeypatch: Any
) -> None:
    from ingest.pdf.painting import paint

    def paint_bare_only(page: Any, dpi: float, *, bare: bool = False) -> Any:
        return paint(page, dpi, bare=True) if bare else broken()

    monkeypatch.setattr("ingest.pdf.page.paint", paint_bare_only)
    page = read_page("a.pdf", make_pdf(LINES), 1, limits, engine).page
    assert "LSVCY6C49MN027789" in [word.text for word in page.words]
    assert told(page.problems) == [("step_failed", Severity.NOTE)]


@pytest.mark.parametrize(("step", "place"), PICTURE_STEPS, ids=[place for _, place in PICTURE_STEPS])
def test_a_failing_step_of_a_picture_costs_no_words(
    step: str, place: str, make_picture: Make, engine: Any, limits: Limits, monkeypatch: Any
) -> None:
    monkeypatch.setattr(place, broken)
    page = read_page("a.jpg", make_picture(size=(800, 600)), 1, limits, engine).page
    assert [word.text for word in page.words] == ["SEEN"]
    failed = [found for found in page.problems if found.code == "step_failed"]
    names = next(known for known in OPTIONAL_STEPS if known.name == step)
    assert len(failed) == 1 and names.zh in failed[0].message.zh


@pytest.mark.parametrize("place", ["find_seals", "without_red", "relocate", "red_share", "better"])
def test_a_failing_look_at_seals_costs_no_words(place: str, monkeypatch: Any) -> None:
    from ingest.ocr.contract import LineReading
    from ingest.ocr.ppocr import PpOcr

    engine = PpOcr()
    quad = np.array([[[10, 10], [200, 10], [200, 40], [10, 40]]], np.float32)
    page = np.full((300, 300, 3), 255, np.uint8)
    cv2.circle(page, (110, 60), 55, (30, 30, 220), 6)
    monkeypatch.setattr("ingest.ocr.ppocr.find_seals", lambda image: [(50, 0, 170, 120)])
    monkeypatch.setattr("ingest.ocr.ppocr.relocate", lambda clear, seals, lines, locate: lines)
    monkeypatch.setattr(
        PpOcr, "read_lines", lambda self, crops, expects=(): [LineReading("A", 0.9) for _ in crops]
    )
    monkeypatch.setattr(f"ingest.ocr.ppocr.{place}", broken)
    with failures_told() as failed:
        words = engine.read_page(page, quad)
    assert [word.text for word in words] == ["A"]
    assert told(tuple(failed)) == [("step_failed", Severity.NOTE)]


@pytest.mark.parametrize(
    ("place", "name"),
    [("ingest.look.glimpse.glimpse", "a.jpg"), ("ingest.pdf.document.list_attachments", "a.pdf")],
)
def test_a_failing_step_of_the_inspection_costs_no_file(
    place: str, name: str, make_pdf: Make, make_picture: Make, limits: Limits, monkeypatch: Any
) -> None:
    monkeypatch.setattr(place, broken)
    content = make_pdf(LINES) if name.endswith("pdf") else make_picture(size=(800, 600))
    found = inspect(name, content, limits)
    assert (found.state, found.page_count) == ("read", 1)
    assert told(found.problems) == [("step_failed", Severity.NOTE)]


def test_a_step_that_runs_out_of_memory_fails_alone() -> None:
    def greedy() -> int:
        raise MemoryError

    with failures_told() as failed:
        assert attempt("barcodes", greedy, 7) == 7
    assert "MemoryError" in failed[0].message.en


def test_a_step_that_fails_twice_is_told_once() -> None:
    with failures_told() as failed:
        attempt("quality", broken, None)
        attempt("quality", broken, None)
        attempt("rulings", broken, None)
    assert len(failed) == 2


def test_an_error_goes_on_where_nobody_collects_failures() -> None:
    with pytest.raises(RuntimeError, match="damaged"):
        attempt("barcodes", broken, None)


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(KeyError):
        attempt("no such step", lambda: 1, 2)

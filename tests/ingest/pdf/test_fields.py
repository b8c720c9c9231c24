"""Form fields and typed notes are read as text, whatever dictionaries their file lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.reading import Limits
from ingest.page import read_page

Make = Callable[..., bytes]
LINES = "BT /F1 12 Tf 72 700 Td (Registration of one motor vehicle) Tj ET "
LOOKS = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> /Length 42 >>\n"
    b"stream\nBT /F1 12 Tf 2 5 Td (LSVCY6C49MN027789) Tj ET\nendstream"
)
NOTE = b"<< /Type /Annot /Subtype /FreeText /Rect [72 600 272 620] /F 4 /DA (/F1 12 Tf) /Contents (x) /AP << /N 8 0 R >> >>"
FIELD = b"<< /Type /Annot /Subtype /Widget /Rect [72 600 272 620] /F 4 /FT /Tx /T (vin) /V (x) /AP << /N 8 0 R >> >>"
UNTYPED = b"<< /Type /Annot /Subtype /Widget /Rect [72 600 272 620] /F 4 /AP << /N 8 0 R >> >>"
FORM = "/AcroForm << /Fields [7 0 R] /DR << /Font << /F1 3 0 R >> >> /DA (/F1 12 Tf) >>"


@pytest.mark.parametrize(
    "catalog", ["", FORM, "/AcroForm << >>", "/AcroForm 99 0 R"], ids=["none", "whole", "empty", "lost"]
)
@pytest.mark.parametrize("annotation", [NOTE, FIELD, UNTYPED], ids=["note", "field", "untyped"])
def test_what_is_typed_over_a_page_is_in_its_text(
    annotation: bytes, catalog: str, make_pdf: Make, engine: Any, limits: Limits
) -> None:
    content = make_pdf(LINES, page="/Annots [7 0 R]", extra=[annotation, LOOKS], catalog=catalog)
    page = read_page("a.pdf", content, 1, limits, engine).page
    words = {word.text: word.source for word in page.words}
    assert page.problems == ()
    assert words.get("vehicle") == words.get("LSVCY6C49MN027789") == "text_layer"


def test_a_page_with_damaged_annotations_keeps_its_words(make_pdf: Make, engine: Any, limits: Limits) -> None:
    for damaged in (
        b"<< /Subtype /Widget >>",
        b"null",
        b"<< /Subtype /FreeText /Rect [0] >>",
        b"42",
        b"[7 0 R]",
    ):
        content = make_pdf(LINES, page="/Annots [7 0 R]", extra=[damaged])
        page = read_page("a.pdf", content, 1, limits, engine).page
        assert "vehicle" in [word.text for word in page.words]
